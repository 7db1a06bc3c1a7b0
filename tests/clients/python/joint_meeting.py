"""The joint meeting (联席会议) in Python: a topic gets the consent, a meeting is held, its minutes are issued, a resolution is done.

It is a test and an example. To try it on a running platform with the sample roster:

    python joint_meeting.py --proto ../../../proto --certificates FOLDER --meeting localhost:7401 --start 2026-10-14T15:00:00+08:00

The meeting begins at the start given, today. It prints one line of JSON at the end.
"""

import argparse
import datetime
import hashlib
import json
import pathlib
import uuid

from client import connect, generate, refusal

OFFICE, CHIEF, MEMBER, OTHER = "xzspj", "zfb", "scjgj", "zjj"


def new(message, **fields):
    """A request under an id of its own."""
    return message(request_id=str(uuid.uuid4()), **fields)


def consent(topics, messages) -> str:
    """A unit's topic is summarised and submitted by the office, and the chief convener consents."""
    topic = topics[MEMBER].ProposeTopic(
        new(
            messages.ProposeTopicRequest,
            kind=messages.TOPIC_KIND_INFORMATION_SHARING,
            title="变更信息共享",
            text="变更后的经营地址未及时推送。",
            units=[OTHER],
        )
    ).topic.id
    topics[OFFICE].SummariseTopic(new(messages.SummariseTopicRequest, id=topic, summary="明确推送口径。"))
    topics[OFFICE].SubmitTopic(new(messages.SubmitTopicRequest, id=topic))
    topics[CHIEF].ApproveTopic(new(messages.ApproveTopicRequest, id=topic))
    return topic


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("proto", "certificates"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    parser.add_argument("--meeting", required=True)
    parser.add_argument("--start", type=datetime.datetime.fromisoformat, required=True)
    options = parser.parse_args()
    generate(options.proto)
    from shenguan.meeting.v1 import (
        meeting_service_pb2,
        meeting_service_pb2_grpc,
        minutes_service_pb2,
        minutes_service_pb2_grpc,
        resolution_service_pb2,
        resolution_service_pb2_grpc,
        roster_service_pb2,
        roster_service_pb2_grpc,
        topic_service_pb2,
        topic_service_pb2_grpc,
    )

    acting = {OFFICE: "overseer", CHIEF: "leader", MEMBER: "liaison", OTHER: "leader"}
    channels = {
        unit: connect(options.meeting, options.certificates, unit, f"{unit}-{role}") for unit, role in acting.items()
    }
    topics = {unit: topic_service_pb2_grpc.TopicServiceStub(channel) for unit, channel in channels.items()}
    meetings = {unit: meeting_service_pb2_grpc.MeetingServiceStub(channel) for unit, channel in channels.items()}
    minutes = {unit: minutes_service_pb2_grpc.MinutesServiceStub(channel) for unit, channel in channels.items()}
    resolutions = {
        unit: resolution_service_pb2_grpc.ResolutionServiceStub(channel) for unit, channel in channels.items()
    }
    roster = roster_service_pb2_grpc.RosterServiceStub(channels[OFFICE])
    seats = roster.ListSeats(roster_service_pb2.ListSeatsRequest()).seats
    chief = next(seat.id for seat in seats if seat.role == roster_service_pb2.SEAT_ROLE_CHIEF_CONVENER)
    convener = next(seat.id for seat in seats if seat.role == roster_service_pb2.SEAT_ROLE_CONVENER)

    topic = consent(topics, topic_service_pb2)
    plan = new(
        meeting_service_pb2.PlanMeetingRequest,
        kind=meeting_service_pb2.MEETING_KIND_PLENARY,
        title="全体成员联席会议",
        place="县政府会议室",
        convened_by=chief,
        presided_by=convener,
        topic_ids=[topic],
    )
    plan.start_time.FromDatetime(options.start.astimezone(datetime.timezone.utc).replace(tzinfo=None))
    wrong_chair = refusal(meetings[OFFICE].PlanMeeting, plan)
    plan.request_id, plan.presided_by = str(uuid.uuid4()), chief
    plan.kind = meeting_service_pb2.MEETING_KIND_TOPICAL
    meeting = meetings[OFFICE].PlanMeeting(plan).meeting.id
    invited = meetings[OFFICE].InviteToMeeting(new(meeting_service_pb2.InviteToMeetingRequest, id=meeting))
    content = "会议材料".encode()
    sent = meetings[OFFICE].SendMaterial(
        new(
            meeting_service_pb2.SendMaterialRequest,
            id=meeting,
            name="材料.txt",
            media_type="text/plain",
            content=content,
        )
    ).material
    read = meetings[OTHER].GetMaterial(meeting_service_pb2.GetMaterialRequest(id=sent.id))
    attends = new(
        meeting_service_pb2.AnswerInvitationRequest, id=meeting, answer=meeting_service_pb2.INVITATION_ANSWER_ATTENDS
    )
    meetings[OTHER].AnswerInvitation(attends)
    meetings[OTHER].SignIn(new(meeting_service_pb2.SignInRequest, id=meeting))
    opening = new(meeting_service_pb2.OpenMeetingRequest, id=meeting, late_materials_agreed=True)
    held = meetings[OFFICE].OpenMeeting(opening).meeting

    due = options.start.date() + datetime.timedelta(days=30)
    said = minutes_service_pb2.MinutesContent(
        opening="会议听取了有关情况汇报。",
        matters=[minutes_service_pb2.MinutesMatter(topic_id=topic, text="会议议定如下事项。")],
        resolutions=[
            minutes_service_pb2.ResolutionDraft(
                kind=minutes_service_pb2.RESOLUTION_KIND_AGREED,
                topic_id=topic,
                text="完善变更信息推送清单。",
                lead_unit=MEMBER,
                co_units=[OTHER],
                due_on=due.isoformat(),
            )
        ],
    )
    draft = new(minutes_service_pb2.DraftMinutesRequest, meeting_id=meeting, content=said)
    version = minutes[OFFICE].DraftMinutes(draft).minutes.version
    until = options.start.date().isoformat()
    circulation = new(
        minutes_service_pb2.CirculateMinutesRequest, meeting_id=meeting, comments_until=until, version=version
    )
    minutes[OFFICE].CirculateMinutes(circulation)
    comment = new(minutes_service_pb2.CommentOnMinutesRequest, meeting_id=meeting, text="无意见。")
    minutes[OTHER].CommentOnMinutes(comment)
    minutes[CHIEF].ApproveMinutes(new(minutes_service_pb2.ApproveMinutesRequest, meeting_id=meeting, version=version))
    issued = minutes[OFFICE].IssueMinutes(
        new(minutes_service_pb2.IssueMinutesRequest, meeting_id=meeting, version=version)
    )
    document = minutes[OTHER].GetMinutesDocument(
        minutes_service_pb2.GetMinutesDocumentRequest(
            meeting_id=meeting, format=minutes_service_pb2.DOCUMENT_FORMAT_PDF
        )
    )
    changed = refusal(
        minutes[OFFICE].DraftMinutes, new(minutes_service_pb2.DraftMinutesRequest, meeting_id=meeting, content=said)
    )

    resolution = issued.resolution_ids[0]
    done = new(resolution_service_pb2.SubmitResolutionRequest, id=resolution, evidence="已印发清单。")
    resolutions[MEMBER].SubmitResolution(done)
    accepted = resolutions[OFFICE].AcceptResolution(
        new(resolution_service_pb2.AcceptResolutionRequest, id=resolution)
    ).resolution
    bulletin = resolutions[OFFICE].IssueBulletin(new(resolution_service_pb2.IssueBulletinRequest)).bulletin
    told = resolutions[OTHER].GetBulletin(resolution_service_pb2.GetBulletinRequest(id=bulletin.id)).bulletin
    outcome = {
        "wrong_chair": wrong_chair,
        "invited": [participant.unit for participant in invited.participants],
        "same_content": read.content == content and read.material.sha256 == hashlib.sha256(content).hexdigest(),
        "late": sent.late,
        "held": held.state == meeting_service_pb2.MEETING_STATE_HELD,
        "number": issued.minutes.number,
        "attended": [attendee.unit for attendee in issued.minutes.attendance.attended],
        "document": [document.name, document.content.startswith(b"%PDF-")],
        "changed": changed,
        "accepted": accepted.state == resolution_service_pb2.RESOLUTION_STATE_ACCEPTED and not accepted.late,
        "told": [(row.lead_unit, row.late) for row in told.rows],
    }
    print(json.dumps(outcome, ensure_ascii=False))


if __name__ == "__main__":
    main()
