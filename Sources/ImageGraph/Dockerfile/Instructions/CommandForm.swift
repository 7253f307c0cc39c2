/// The two ways to write a command.
public enum CommandForm: Hashable, Sendable {
    /// A text for the shell: `RUN make all`. Empty where there is none.
    case shell(String)
    /// The words of a JSON array: `CMD ["make", "all"]`.
    case exec([String])
}
