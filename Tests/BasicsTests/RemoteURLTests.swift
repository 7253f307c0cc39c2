import Basics
import Testing

struct RemoteURLTests {
    @Test(
        "what could open a place goes, what names it stays",
        arguments: [
            ("https://bot:TOKEN@git.example.org/a/b", "https://git.example.org/a/b"),
            ("https://TOKEN@git.example.org:8443/a", "https://git.example.org:8443/a"),
            ("https://git.example.org/a?private_token=x#y", "https://git.example.org/a"),
            ("https://u:p@ss@git.example.org/a", "https://git.example.org/a"),
            ("https://u:p@git.example.org", "https://git.example.org"),
            ("https://git.example.org?x=y@z", "https://git.example.org"),
            ("HTTPS://u@h/a", "HTTPS://h/a"),
            ("ssh://git@host:22/a", "ssh://host:22/a"),
            ("https://git.example.org/a@b", "https://git.example.org/a@b"),
            ("git@host:a/b.git", "git@host:a/b.git"),
            ("file:///srv/a?b#c", "file:///srv/a?b#c"),
            ("../relative", "../relative"), ("", ""),
        ]
    )
    func withoutCredentials(_ url: String, _ expected: String) {
        #expect(RemoteURL.withoutCredentials(url) == expected)
    }
}
