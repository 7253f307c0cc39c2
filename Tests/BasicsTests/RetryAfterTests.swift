import Basics
import Testing

struct RetryAfterTests {
    @Test(
        "Seconds, and durations of Go's",
        arguments: [
            ("7", Duration.seconds(7)), ("0", .zero), ("86400", .seconds(86400)), ("86401", nil), ("-1", nil),
            ("", nil),
            ("1.5s", .milliseconds(1500)), ("1m30s", .seconds(90)), ("985.86µs", .nanoseconds(985_860)),
            ("985.86\u{3bc}s", .nanoseconds(985_860)), ("12us", .microseconds(12)), ("15ns", .nanoseconds(15)),
            ("3ms", .milliseconds(3)), ("2h", .seconds(7200)),
            ("25h", nil), ("1x", nil), ("s", nil), ("1.2.3s", nil), ("1m30", nil), ("99999999999999999999", nil),
            ("1e9s", nil),
        ]
    )
    func durations(_ text: String, _ expected: Duration?) { #expect(RetryAfter.duration(text) == expected) }

    @Test(
        "Headers: seconds, and dates against the server's own",
        arguments: [
            ("5", nil, Duration.seconds(5)),
            ("Wed, 21 Oct 2026 07:30:00 GMT", "Wed, 21 Oct 2026 07:28:30 GMT", .seconds(90)),
            // Over the end of a year, and of a leap February.
            ("Fri, 01 Jan 2027 00:00:05 GMT", "Thu, 31 Dec 2026 23:59:55 GMT", .seconds(10)),
            ("Wed, 01 Mar 2028 00:00:00 GMT", "Tue, 29 Feb 2028 00:00:00 GMT", .seconds(86400)),
            // In the past, too far away, and without a clock to compare with.
            ("Wed, 21 Oct 2026 07:28:00 GMT", "Wed, 21 Oct 2026 07:28:30 GMT", nil),
            ("Fri, 23 Oct 2026 07:28:30 GMT", "Wed, 21 Oct 2026 07:28:30 GMT", nil),
            ("Wed, 21 Oct 2026 07:30:00 GMT", nil, nil), ("soon", "Wed, 21 Oct 2026 07:28:30 GMT", nil),
        ]
    )
    func headers(_ value: String, _ date: String?, _ expected: Duration?) {
        #expect(RetryAfter.header(value, date: date) == expected)
    }

    @Test(
        "Dates of HTTP",
        arguments: [
            ("Thu, 01 Jan 1970 00:00:00 GMT", Int64(0)), ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
            ("Tue, 29 Feb 2028 12:00:00 GMT", 1_835_438_400), ("Sun, 06 Nov 1994 08:49:37 CET", nil),
            ("Sun, 06 Foo 1994 08:49:37 GMT", nil), ("Sun, 32 Nov 1994 08:49:37 GMT", nil),
            ("Sun, 06 Nov 1994 24:49:37 GMT", nil),
            ("06 Nov 1994", nil),
        ]
    )
    func dates(_ text: String, _ expected: Int64?) { #expect(HTTPDate.seconds(text) == expected) }
}
