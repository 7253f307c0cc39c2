import DockerEngine
import Testing

@testable import RebuildPipeline

/// Values of secrets stay out of what is written down.
struct SecretMaskTests {
    private func mask(_ values: String...) -> SecretMask {
        SecretMask(values.map { BuildSecret(id: "x", value: Array($0.utf8)) })
    }

    @Test("a value is replaced wherever it stands, the longer of two first")
    func values() {
        let mask = mask("hunter22", "hunter22-and-more")
        #expect(mask.masked("a hunter22 b hunter22-and-more c") == "a *** b *** c")
    }

    @Test("each line of a value is one, too, without the white space round it")
    func lines() {
        let mask = mask("-----BEGIN-----\n  c2VjcmV0\r\n-----END-----\n")
        #expect(mask.masked("key: c2VjcmV0!") == "key: ***!")
        #expect(mask.masked("-----END-----") == "***")
    }

    @Test("what is too short to be a secret blackens nothing")
    func short() {
        #expect(mask("abc", "", "\n").masked("abc\n") == "abc\n")
        #expect(mask("abcd").masked("abcd") == "***")
    }

    @Test("a value that comes in parts is whole when its line is given out")
    func parts() {
        let mask = mask("correct-horse")
        var text = BuildText()
        let said = ["the word is corr", "ect-ho", "rse\n"].map { mask.masked(text.add(.stream($0))) }
        #expect(said == ["", "", "the word is ***\n"])
    }
}
