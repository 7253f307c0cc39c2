import RebuildPipeline
import RebuildPlanning

/// Shows a run in the style that was asked for.
struct RunWatching: Sendable {
    private let style: ProgressStyle
    private let console: Console
    private let live: LiveProgress
    private let printer: EventPrinter

    init(_ plan: RebuildPlan, _ style: ProgressStyle, _ console: Console, _ options: ExecutionOptions) {
        self.style = style
        self.console = console
        let state = ProgressState(plan, durations: options.durations, jobs: options.jobs)
        live = LiveProgress(console: console, state: state)
        printer = EventPrinter(console: console, plan: plan, progress: style)
        if style == .json { console.tell(.planned(plan)) }
    }

    @Sendable func handle(_ event: PipelineEvent) {
        if style == .json { return console.tell(EventLine(event)) }
        live.handle(event)
        printer.handle(event)
    }

    /// What is shown while nothing happens, until the task is cancelled.
    func goOn() async {
        switch style {
        case .tty: await live.draw()
        case .plain: await live.beat()
        case .auto, .json, .none: break
        }
    }
}
