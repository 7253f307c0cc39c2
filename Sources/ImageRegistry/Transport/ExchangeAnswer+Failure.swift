import Basics
import NIOHTTP1

extension ExchangeAnswer {
    /// What an answer that is not the wanted one means.
    func failure() -> RegistryError {
        let said = RegistryErrorBody(body)
        var error = RegistryError(code(said), message(said), host: address.authority)
        error.retryAfter = retryAfter(said?.text)
        return error
    }

    private func code(_ said: RegistryErrorBody?) -> RegistryError.Code {
        // Some give it another status than 429.
        if status.code == 429 || said?.codes.contains("TOOMANYREQUESTS") == true {
            return .rateLimited(retryAfter(said?.text))
        }
        switch status.code {
        case 401: return .unauthorized
        case 403: return .denied
        // A page that was not found says nothing of an image.
        case 404: return said != nil || isRegistrys ? .notFound : .malformed
        case 500...599: return .failing(status: Int(status.code))
        case 400...499: return .refused(status: Int(status.code))
        default: return .malformed
        }
    }

    private func message(_ said: RegistryErrorBody?) -> String {
        if let said { return SafeMessage.text(said.text, without: secrets) }
        let plain = "status \(status.code) \(SafeMessage.text(status.reasonPhrase, without: secrets))"
        let type = headers.first(name: "Content-Type")?.lowercased() ?? ""
        guard type.hasPrefix("text/plain"), !body.isEmpty else { return plain }
        let text = SafeMessage.text(String(decoding: body, as: UTF8.self), without: secrets)
        return text.isEmpty ? plain : "\(plain): \(text)"
    }

    private func retryAfter(_ said: String?) -> Duration? {
        let header = headers.first(name: "Retry-After").flatMap {
            RetryAfter.header($0, date: headers.first(name: "Date"))
        }
        return header ?? said.flatMap(RetryAfter.within)
    }
}
