"""The ten duties of `ten_duties` as a BPMN process for SpiffWorkflow: a task for each, a timer on each, and one life run.

SpiffWorkflow is a dependency of the benchmark alone and is imported when asked for. It reads the wall clock inside, so for
the length of a run its timer module is handed a clock that says what we say; nothing else of it is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Final

from homeward.commands.benches import ten_duties

TASKS: Final[dict[str, tuple[str, str]]] = {
    "TEN-01": ("away", "PT1H"),
    "TEN-02": ("away", "PT4H"),
    "TEN-03": ("away", "PT24H"),
    "TEN-04": ("away", "R3/PT24H"),
    "TEN-05": ("away", "PT36H"),
    "TEN-06": ("away", "PT52H"),
    "TEN-07": ("back", "PT24H"),
    "TEN-08": ("back", "PT72H"),
    "TEN-09": ("back", "PT24H"),
    "TEN-10": ("TEN-08", "P7D"),
}
"""For each duty after what it begins, and its timer. A mark with a limit of its own is one timer, the sum of both."""

DOES: Final = {
    1: "TEN-01", 2: "TEN-02", 3: "TEN-03", 4: "TEN-04", 5: "TEN-05", 6: "returned", 7: "TEN-07", 8: "TEN-08", 9: "closed",
}  # fmt: skip
"""By its place in the life, the task that an event completes. The report (place 0) begins the process."""


def process() -> str:
    """Answer the BPMN: at the report all duties of the absence begin side by side, at the return those of the return."""
    parts = [
        '<startEvent id="reported"/><parallelGateway id="away"/><userTask id="returned"/><parallelGateway id="back"/>'
        '<userTask id="closed"/><endEvent id="end"><terminateEventDefinition/></endEvent>',
        _flow("reported", "away") + _flow("away", "returned") + _flow("returned", "back"),
        _flow("away", "closed") + _flow("closed", "end"),
    ]
    for task, (after, timer) in TASKS.items():
        parts.append(_duty(task, after, timer))
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="bench">'
        f'<process id="episode" isExecutable="true">{"".join(parts)}</process></definitions>'
    )


def _flow(source: str, target: str) -> str:
    return f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}"/>'


def _duty(task: str, after: str, timer: str) -> str:
    kind = "timeCycle" if timer.startswith("R") else "timeDuration"
    goes_on = any(before == task for before, _ in TASKS.values())
    met = f'<endEvent id="{task}-met"/>{_flow(task, f"{task}-met")}'
    return (
        f'<userTask id="{task}"/>{_flow(after, task)}'
        f'<boundaryEvent id="{task}-timer" attachedToRef="{task}" cancelActivity="false"><timerEventDefinition>'
        f"<{kind}>'{timer}'</{kind}></timerEventDefinition></boundaryEvent>"
        f'<endEvent id="{task}-overdue"/>{_flow(f"{task}-timer", f"{task}-overdue")}'
        f"{'' if goes_on else met}"
    )


class Clock(datetime):
    """A datetime that says it is whatever moment it was told."""

    moment: ClassVar[datetime] = datetime(2026, 1, 1, tzinfo=UTC)

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        """Answer the moment told."""
        return cls.moment


class Peer:
    """One process, read once; each life is an instance of it."""

    def __init__(self) -> None:
        """Read the process. Raises ImportError where SpiffWorkflow is not installed."""
        from SpiffWorkflow.bpmn.parser import BpmnParser  # noqa: PLC0415
        from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer  # noqa: PLC0415
        from SpiffWorkflow.bpmn.specs.event_definitions import timer  # noqa: PLC0415
        from SpiffWorkflow.bpmn.workflow import BpmnWorkflow  # noqa: PLC0415
        from SpiffWorkflow.util.task import TaskState  # noqa: PLC0415

        parser = BpmnParser()
        parser.add_bpmn_str(process().encode())
        self._spec = parser.get_spec("episode")
        self._new: Callable[[Any], Any] = BpmnWorkflow
        self._timer_module = timer
        self._serializer = BpmnWorkflowSerializer()
        self._ready, self._done = TaskState.READY, TaskState.COMPLETED

    def timers_read(self) -> type[datetime]:
        """Answer the clock that SpiffWorkflow's timers read."""
        read: type[datetime] = self._timer_module.datetime
        return read

    @contextmanager
    def own_clock(self) -> Iterator[None]:
        """Let SpiffWorkflow's timers read our clock."""
        before = self.timers_read()
        self._timer_module.datetime = Clock
        try:
            yield
        finally:
            self._timer_module.datetime = before

    def life(self, *, stored: bool = False) -> list[tuple[list[str], list[str]]]:
        """Run one episode; answer after each event which duties are owed and which timers have fired.

        `stored`: between two events the process is written to text and read back, as a service must that keeps it.
        """
        Clock.moment = ten_duties.REPORTED
        flow, answers = self._new(self._spec), []
        for place in range(len(ten_duties.LIFE)):
            if stored and place:
                flow = self._serializer.deserialize_json(self._serializer.serialize_json(flow))
            Clock.moment = ten_duties.at(place) + timedelta(microseconds=1)
            flow.refresh_timers()
            self._do(flow, DOES.get(place))
            answers.append(self._answer(flow))
        return answers

    def _do(self, flow: Any, task: str | None) -> None:
        flow.do_engine_steps()
        if task is not None:
            flow.get_next_task(spec_name=task, state=self._ready).run()
            flow.do_engine_steps()

    def _answer(self, flow: Any) -> tuple[list[str], list[str]]:
        owed = [t.task_spec.name for t in flow.get_tasks(state=self._ready, manual=True)]
        fired = {t.task_spec.name for t in flow.get_tasks(state=self._done)}
        return owed, sorted(name for name in fired if name.endswith("-overdue"))
