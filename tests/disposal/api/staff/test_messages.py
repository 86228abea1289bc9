"""Messages over the API: listed by key, read one by one or all up to one, alike when a call is repeated."""

from disposal.acting import TokenScope
from disposal.models.approvals.submission_return import ReturnReason
from disposal.services.four_eyes.deciding import send_back
from tests.disposal.api.staff.calling import Calls, differing, shown
from tests.disposal.services.four_eyes.approving import by, submitted


def returned(calls: Calls, *labels: str) -> None:
    """Let wang return what chen submitted."""
    for label in labels:
        notice_id = submitted(calls.database, label)
        with calls.database.session(by("wang")) as session:
            send_back(session, notice_id, reasons=[ReturnReason.amount], comment="请核对本金")


def test_messages_are_listed_and_read(calls: Calls) -> None:
    returned(calls, "甲", "乙")
    listed = calls.get("chen", "messages")
    assert differing(shown("list_messages"), listed) == []
    newest, oldest = listed["messages"]
    assert (listed["unread"], newest["why"]["zh"], newest["is_read"]) == (2, "金额：请核对本金", False)
    assert [each["id"] for each in calls.get("chen", f"messages?before={newest['id']}")["messages"]] == [oldest["id"]]
    calls.call("wang", "POST", f"messages/{newest['id']}/read", 404)
    key = {"idempotency-key": "7d9f3c1e"}
    for _ in range(2):
        answer = calls.call("chen", "POST", f"messages/{newest['id']}/read", headers=key)
        assert answer.json() == {"unread": 1}
    assert [each["id"] for each in calls.get("chen", "messages?unread=true")["messages"]] == [oldest["id"]]
    assert calls.post("chen", "messages/read", {"through": newest["id"]}, 200) == {"unread": 0}
    assert calls.get("chen", "messages?before=0", 422)["error"]["field"] == "before"


def test_token_that_only_reads_marks_nothing(calls: Calls) -> None:
    returned(calls, "甲")
    calls.tokens["chen"] = calls.token("chen", TokenScope.read)
    (message,) = calls.get("chen", "messages")["messages"]
    refused = calls.post("chen", f"messages/{message['id']}/read", status=403)
    assert refused["error"]["code"] == "token_scope_refused"
