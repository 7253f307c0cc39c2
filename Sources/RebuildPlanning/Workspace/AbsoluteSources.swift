import Basics
import ManifestKit

extension SecretSource {
    func absolute(from folder: String) -> SecretSource {
        guard case .file(let path) = place else { return self }
        return SecretSource(id: id, place: .file(PathText.join(folder, path)))
    }
}

extension AgentSource {
    func absolute(from folder: String) -> AgentSource {
        AgentSource(id: id, socket: socket.map { PathText.join(folder, $0) })
    }
}
