"""Histories: one event at a time."""

import copy
import datetime as dt
import pickle
import threading

import pytest
from leadgrade import History, HistoryError, Model

EVENTS = [
    {"event": "quote_request", "at": "2026-11-20T15:12:00Z", "id": "e-1"},
    {"event": "order", "at": "2026-09-20T15:12:00Z", "value": 120.5},
    {"event": "wedding", "at": "2026-09-21"},
]


def test_a_history_gives_the_same_assessment_as_its_events(office):
    history, report = office.history(EVENTS)
    assert report.unknown_events.names[0].event == "wedding"
    request = {"profile": {"lead": "L-7"}, "as_of": "2026-11-22"}
    by_events = office.assess_json({**request, "events": EVENTS})
    found = office.assess(request["profile"], history, as_of="2026-11-22")
    assert found.assessment == office.assess(request["profile"], EVENTS, as_of="2026-11-22").assessment
    assert f'"assessment":{by_events[14:60]}' in office.assess_json({**request, "events": history})


def test_one_event_at_a_time(office):
    history = History()
    assert [history.observe(office, event).seen for event in [*EVENTS, EVENTS[0]]] == [
        "counted",
        "counted",
        "unknown",
        "again",
    ]
    rejected = history.observe(office, {"event": "order", "at": "soon"})
    assert (rejected.seen, rejected.rejects[0].code) == ("rejected", "unreadable_instant")
    assert history.info().events == 2
    assert repr(history) == "<History of 2 events, the latest 2026-11-20T15:12:00Z>"
    assert history.forget_ids_before(office, "2026-11-21").forgotten_before == dt.date(2026, 11, 21)
    with pytest.raises(HistoryError, match="such as"):
        history.forget_ids_before(office, "tomorrow")


def test_histories_are_stored_copied_and_merged(office):
    history, _ = office.history(EVENTS)
    for again in (
        pickle.loads(pickle.dumps(history)),
        copy.deepcopy(history),
        History.from_bytes(history.to_bytes()),
        History.from_json(history.to_json()),
    ):
        assert again == history and again is not history
        again.observe(office, {"event": "order", "at": "2026-11-21"})
        assert again != history
    parts = [office.history([event])[0] for event in EVENTS]
    merged = parts[0].merge(parts[1]).merge(parts[2])
    assert merged == history and merged != EVENTS
    merged.merge(merged)
    assert merged.info().events == 3  # the order has no id, so it counts twice


def test_a_model_that_reads_events_differently_is_an_error(office):
    history, _ = office.history(EVENTS)
    other = Model.from_toml('format = 1\nname = "n"\n[signals.click]\npoints = 1\n[engagement]')
    with pytest.raises(HistoryError):
        history.observe(other, EVENTS[0])


def test_models_are_pickled(office):
    again = pickle.loads(pickle.dumps(office))
    assert again.info() == office.info() and again.document_json() == office.document_json()


def test_reading_an_event_may_use_the_history(office):
    history = History()

    class Asking(dt.tzinfo):
        def utcoffset(self, when):
            history.observe(office, {"event": "order", "at": "2026-09-20", "id": history.info().events})
            return dt.timedelta(0)

    history.observe(office, {"event": "order", "at": dt.datetime(2026, 9, 21, tzinfo=Asking())})
    assert history.info().events >= 2


def test_threads_share_a_history(office):
    history = History()

    def work(first):
        for at in range(50):
            zone = dt.timezone(dt.timedelta(hours=1))
            history.observe(
                office, {"event": "order", "at": dt.datetime(2026, 9, 21, tzinfo=zone), "id": f"{first}-{at}"}
            )
            office.assess(None, history, as_of="2026-11-22")
            history.copy().merge(history)

    threads = [threading.Thread(target=work, args=(at,)) for at in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert history.info().events == 300
