import Basics
import DockerEngine
import Foundation
import RebuildPlanning

/// The engine, its builder and its clock.
extension HealthCheck {
    /// Seconds by which two clocks may differ: certificates and tokens are good for minutes.
    private static let mostDrift: Int64 = 30

    func engineFindings() async -> [HealthFinding] {
        guard let engine = subjects.engine else { return [HealthFinding("engine", .skipped, "it was not to be asked")] }
        do throws(EngineError) {
            let client = try engine.get()
            let began = now()
            let version = try await client.connect()
            let told = try await client.host()
            return [
                HealthFinding(
                    "engine",
                    .ok,
                    "\(version.kind == .podman ? "Podman" : "Docker") \(version.version) at \(client.endpoint), API \(version.apiVersion)"
                ),
                builderFinding(version), clockFinding(told, between: began, and: now()),
            ]
        } catch {
            let rest = ["builder", "clock"].map { HealthFinding($0, .skipped, "no engine answers") }
            return [HealthFinding("engine", .problem, error.message, remedy: error.hint)] + rest
        }
    }

    private func builderFinding(_ version: EngineVersion) -> HealthFinding {
        if version.hasBuildKit { return HealthFinding("builder", .ok, "BuildKit") }
        return HealthFinding(
            "builder",
            .warning,
            "the classic builder: no secrets, mounts or heredocs in Dockerfiles",
            remedy: "a Docker Engine of 20.10 or later has BuildKit"
        )
    }

    private func clockFinding(_ host: EngineHost, between began: Int64, and ended: Int64) -> HealthFinding {
        let formatter = ISO8601DateFormatter()
        // Engines write nanoseconds, which no formatter here reads; whole seconds are enough.
        let whole = host.time.map { $0.replacing(/\.[0-9]+/, with: "") }
        guard let time = whole.flatMap({ formatter.date(from: $0) }) else {
            return HealthFinding("clock", .skipped, "the engine does not tell its time")
        }
        let seconds = Int64(time.timeIntervalSince1970)
        let drift = seconds < began ? began - seconds : max(0, seconds - ended)
        if drift <= Self.mostDrift { return HealthFinding("clock", .ok, "that of the engine's machine is the same") }
        return HealthFinding(
            "clock",
            .problem,
            "the engine's machine has \(Timestamp.rfc3339(seconds)), this one \(Timestamp.rfc3339(ended))",
            remedy: "set both by a time server: certificates and tokens seem not yet or no longer valid"
        )
    }
}
