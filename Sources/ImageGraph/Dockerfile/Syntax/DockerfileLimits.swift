/// Bounds on what a Dockerfile may demand, so that no file can exhaust memory, stack or time.
enum DockerfileLimits {
    /// The largest file. Source: BuildKit's frontend refuses Dockerfiles above 16 MiB.
    static let fileBytes = 16 << 20
    /// The longest physical line with its newline. Source: BuildKit's scanner (Go's `bufio.MaxScanTokenSize`).
    static let lineBytes = 64 << 10
    /// The longest instruction after its lines are joined. BuildKit has no bound; real ones stay below 64 KiB, and the
    /// bound keeps every later step over one instruction small.
    static let instructionBytes = 1 << 20
    /// The most instructions, and the most words in all of them. Real files have hundreds; a file of 16 MiB could hold
    /// millions, each many times larger in memory than on disk.
    static let instructions = 50_000
    static let words = 200_000
    /// How deep `${a:-${b:-…}}` may nest. BuildKit has no bound; people write two or three, and each level takes stack.
    static let expansionDepth = 64
    /// The longest text that one expansion may give: `ARG b=$a$a` repeated doubles its value with every line.
    static let expansionBytes = 1 << 20
    /// The text that all expansions of one file may give together; each may refer to a long variable.
    static let totalExpansionBytes = 64 << 20
    /// Steps of pattern matching (`${a//p/r}`) in one file; patterns with many `*` multiply them.
    static let patternSteps = 1 << 22
    /// How deep arrays and objects may nest in a JSON form, as in Go's `encoding/json`.
    static let jsonDepth = 10_000
    /// The most stages of one file. Real ones have a few dozen.
    static let stages = 10_000
    /// The most commands that `ONBUILD` may add to the stages of one file: many stages may share one base.
    static let triggers = 10_000
    /// Variables copied from base stages to those built on them, in all.
    static let inheritedVariables = 1_000_000
}
