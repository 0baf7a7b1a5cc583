"""What follows from findings, and whether a case is published, from recorded rows."""

from collections import defaultdict
from datetime import date
from typing import Any

from compliance.incidents.terms import FollowUp, MeasureKind, MeasureState, PublicationState
from compliance.reports.model import Measure, MeasureStep
from compliance.transparency.queries import Rows

Recorded = dict[str, Any]


class Consequences:
    """The recorded measures and publications of one contest, by incident."""

    def __init__(self, rows: Rows) -> None:
        positions = {key: row["position"] for key, row in rows.get("allegation", {}).items()}
        self._places = {key: positions[row["allegation_id"]] for key, row in rows.get("finding", {}).items()}
        self._measures: dict[int, list[Recorded]] = defaultdict(list)
        self._steps: dict[int, list[MeasureStep]] = defaultdict(list)
        self._publications = {row["incident_id"]: row for row in rows.get("publication", {}).values()}
        for row in sorted(rows.get("measure", {}).values(), key=lambda row: row["id"]):
            self._measures[row["incident_id"]].append(row)
        for row in sorted(rows.get("measure_step", {}).values(), key=lambda row: row["id"]):
            step = MeasureStep(FollowUp(row["step"]), _day(row["on"]), _optional(row, "due_on"), row.get("text"))
            self._steps[row["measure_id"]].append(step)

    def measures_of(self, incident_id: int) -> tuple[Measure, ...]:
        """What follows in a case, in the order of recording."""
        return tuple(self._measure(row) for row in self._measures.get(incident_id, ()))

    def published(self, incident_id: int) -> bool:
        """Whether two people let a case be published; what was concluded elsewhere is."""
        row = self._publications.get(incident_id)
        return row is None or row["state"] == PublicationState.PUBLISHED

    def public_summary(self, incident_id: int) -> str | None:
        """What was written for the public."""
        return self._publications.get(incident_id, {}).get("summary")

    def _measure(self, row: Recorded) -> Measure:
        return Measure(
            kind=MeasureKind(row["kind"]),
            state=MeasureState(row["state"]),
            decided_on=_day(row["decided_on"]),
            due_on=_optional(row, "due_now_on"),
            allegation=self._places[row["finding_id"]] if "finding_id" in row else None,
            amount=row.get("amount"),
            currency=row.get("currency"),
            text=row["text"],
            steps=tuple(self._steps.get(row["id"], ())),
        )


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _optional(row: Recorded, column: str) -> date | None:
    return _day(row[column]) if column in row else None
