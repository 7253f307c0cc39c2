import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A process of ours with its standard streams: `ssh`, or a credential helper.
///
/// It runs in a session of its own, so that a Ctrl-C meant for us does not end it under a request, and nothing in it
/// asks at our terminal.
struct ChildProcess: Sendable {
    /// What to write to reach its standard input, and to read its output. Owned by whoever takes them.
    let input: CInt
    let output: CInt
    /// The read end of its standard error; closed by `wait`.
    private let errors: CInt
    private let id: pid_t

    struct Exit: Sendable {
        /// `nil` for one that a signal ended.
        let status: Int?
        /// The last of what it wrote to standard error.
        let errors: String
    }

    /// Starts a program. Blocks for as long as a `posix_spawn` takes.
    /// - Parameters:
    ///   - command: the program, looked for in `PATH` of the environment, and its arguments.
    ///   - environment: the whole of it.
    /// - Returns: `nil` if there is no such program.
    static func start(_ command: [String], environment: [String: String]) throws(EngineError) -> ChildProcess? {
        guard let name = command.first, let path = find(name, environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin")
        else { return nil }
        var pipes: [(read: CInt, write: CInt)] = []
        func closeAll() { for pipe in pipes { closeBoth(pipe) } }
        for _ in 0..<3 {
            guard let pipe = makePipe() else {
                closeAll()
                throw EngineError(.unreachable, "\(name) cannot be started: \(String(cString: strerror(errno)))")
            }
            pipes.append(pipe)
        }
        let (stdin, stdout, stderr) = (pipes[0], pipes[1], pipes[2])
        var id: pid_t = 0
        let failure = spawn(
            &id,
            path,
            command,
            environment.map { "\($0.key)=\($0.value)" },
            streams: [stdin.read, stdout.write, stderr.write]
        )
        guard failure == 0 else {
            closeAll()
            throw EngineError(.unreachable, "\(name) cannot be started: \(String(cString: strerror(failure)))")
        }
        for descriptor in [stdin.read, stdout.write, stderr.write] { close(descriptor) }
        _ = fcntl(stderr.read, F_SETFL, O_NONBLOCK)
        return ChildProcess(input: stdin.write, output: stdout.read, errors: stderr.read, id: id)
    }

    /// Waits for its end; to be called exactly once, when its streams are no longer used. It is told to go first.
    func wait(killing signal: CInt?) async -> Exit {
        let work: @Sendable () -> Exit = {
            if let signal { kill(id, signal) }
            var status: CInt = 0
            while waitpid(id, &status, 0) == -1, errno == EINTR {}
            let text = lastErrors()
            close(errors)
            return Exit(status: status & 0x7f == 0 ? Int(status >> 8) & 0xff : nil, errors: text)
        }
        // Not cancelled with the task: a process that nobody waits for stays as a zombie.
        return await Task.detached { (try? await NIOThreadPool.singleton.runIfActive(work)) }.value
            ?? Exit(status: nil, errors: "")
    }

    /// At most what fits into one read: the words of a failing `ssh`, not a log.
    private func lastErrors() -> String {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(errors, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self).singleLine : ""
    }

    private static func find(_ name: String, _ path: String) -> String? {
        if name.contains("/") { return name }
        return path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    private static func makePipe() -> (read: CInt, write: CInt)? {
        var ends: [CInt] = [0, 0]
        guard pipe(&ends) == 0 else { return nil }
        // A process that another thread starts right here inherits the ends; `pipe2` would close that gap, and is not
        // in the headers that Swift sees. Such a process lives a moment, and can at worst delay an end of file by it.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private static func closeBoth(_ pipe: (read: CInt, write: CInt)) {
        close(pipe.read)
        close(pipe.write)
    }

    private static func spawn(
        _ id: inout pid_t,
        _ path: String,
        _ command: [String],
        _ environment: [String],
        streams: [CInt]
    ) -> CInt {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
            let session = Int16(POSIX_SPAWN_SETSID)
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
            let session = Int16(0x80)  // POSIX_SPAWN_SETSID, which the headers hide behind _GNU_SOURCE
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        for (number, descriptor) in streams.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, CInt(number))
        }
        // We ignore SIGPIPE, as every network program does; the child would inherit that.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let flags = session | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK)
        posix_spawnattr_setflags(&attributes, flags)

        var arguments = command.map { strdup($0) } + [nil]
        var variables = environment.map { strdup($0) } + [nil]
        defer { for text in arguments + variables { free(text) } }
        return posix_spawn(&id, path, &actions, &attributes, &arguments, &variables)
    }
}
