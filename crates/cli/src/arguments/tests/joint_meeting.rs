//! Lines of the joint meeting.

use super::{ID, parse};

fn all_are_understood(lines: &[&str]) {
    for line in lines {
        if let Err(error) = parse(line) {
            panic!("{line}: {error}");
        }
    }
}

/// A meeting but for its kind, its beginning and its topics.
fn plan(kind: &str, rest: &str) -> String {
    format!("meetings plan {kind} --title 会商 --place 三楼 --convened-by {ID} --presided-by {ID} {rest}")
}

#[test]
fn good_lines_of_the_roster_and_its_topics_are_understood() {
    all_are_understood(&[
        "roster list --day 2026-10-15 --of scjgj --of zjj --meeting https://localhost:7401",
        "roster list --past",
        "roster propose liaison --post 审批协调科科长 --holder scjgj-liaison --from 2026-10-15 --reason 岗位调整 --check",
        "roster propose member --ends --from 2026-10-15 --reason 机构改革",
        &format!("roster record {ID} --official xzspj-overseer"),
        &format!("roster decline {ID} --reason 材料不全"),
        "roster changes --state proposed --state declined",
        "topics list --state submitted --state returned --all",
        "topics propose --kind duty-dispute --title 职责分工 --text 事项交叉 --concerns scjgj --concerns zjj --check",
        &format!("topics summarise {ID} --summary 明确职责分工"),
        &format!("topics submit {ID} --request-id {ID}"),
        &format!("topics approve {ID} --check"),
        &format!("topics return {ID} --reason 请补充材料"),
    ]);
}

#[test]
fn good_lines_of_meetings_are_understood() {
    all_are_understood(&[
        "meetings list --state planned --state invited --kind topical --all",
        &plan("topical", &format!("--start 2026-10-14T15:00 --topic {ID}")),
        &plan("plenary", &format!("--start 2026-10-14T15:00:00+08:00 --topic {ID} --topic {ID} --check")),
        &plan(
            "liaison",
            &format!(
                "--start 2026-10-14T15:00 --topic {ID} --invites slj --invites zjj --expert 检测机构 --lawyer 顾问单位"
            ),
        ),
        &format!("meetings delegate {ID} {ID} --official zfb-leader"),
        &format!("meetings send-material {ID} 材料.pdf --topic {ID}"),
        &format!("meetings answer {ID} attends"),
        &format!("meetings answer {ID} leave --reason 汛期值守"),
        &format!("meetings answer {ID} stand-in --post 分管副职"),
        &format!("meetings reschedule {ID} --start 2026-10-16T09:00 --place 二楼 --reason 会议室占用"),
        &format!("meetings sign-in {ID} --participant {ID} --post 分管副职"),
        &format!(
            "meetings open {ID} --presided-by {ID} --late-agreed false --meeting https://localhost:7401"
        ),
        &format!("meetings material {ID} --to 材料.pdf"),
        &format!("meetings invitation {ID} --to 通知.ics"),
    ]);
}

#[test]
fn good_lines_of_minutes_and_what_came_of_them_are_understood() {
    all_are_understood(&[
        &format!("minutes document {ID} --to 纪要.pdf"),
        &format!("minutes draft {ID} 纪要.toml --base-version 1 --check"),
        &format!("minutes circulate {ID} --version 1 --until 2026-10-16"),
        &format!("minutes comment {ID} 建议明确时限"),
        &format!("minutes approve {ID} --version 2"),
        &format!("minutes issue {ID} --version 1 --yes"),
        &format!("minutes get {ID} --version 1"),
        "resolutions list --state under-way --state submitted --led --overdue",
        &format!("resolutions report {ID} 已完成初稿"),
        &format!("resolutions submit {ID} --evidence 已印发清单"),
        &format!("resolutions accept {ID} --check"),
        &format!("resolutions reassign {ID} --to zjj --due 2026-12-15 --reason 机构改革"),
        &format!("resolutions reopen {ID} --reason 缺少附件"),
        &format!("resolutions extend {ID} --to 2026-12-15 --reason 需与省平台对接"),
        &format!("resolutions decide-extension {ID} --grant"),
        &format!("resolutions decide-extension {ID} --decline 期限过长"),
        "bulletins list --limit 5",
        "bulletins issue -y",
    ]);
}

#[test]
fn wrong_lines_of_the_joint_meeting_are_refused() {
    for line in [
        "roster list --day 2026-10-15 --past",
        "roster propose liaison --from 2026-10-15 --reason 岗位调整",
        "roster propose liaison --post 科长 --ends --from 2026-10-15 --reason 岗位调整",
        "roster propose liaison --ends --holder scjgj-liaison --from 2026-10-15 --reason 岗位调整",
        "roster propose deputy --post 科长 --from 2026-10-15 --reason 岗位调整",
        &format!("roster decline {ID}"),
        "roster record not-an-id",
        "topics propose --title 职责分工 --text 事项交叉",
        "topics list --state open",
        &format!("topics summarise {ID}"),
        &format!("topics return {ID}"),
        &plan("topical", "--start 2026-10-14T15:00"),
        &plan("topical", &format!("--start 下周三 --topic {ID}")),
        &plan("standing", &format!("--start 2026-10-14T15:00 --topic {ID}")),
        &format!("meetings answer {ID}"),
        &format!("meetings answer {ID} leave"),
        &format!("meetings answer {ID} stand-in --reason 值守"),
        &format!("meetings delegate {ID} zfb"),
        &format!("meetings reschedule {ID} --start 2026-10-16T09:00"),
        &format!("meetings open {ID} --late-agreed 同意"),
        &format!("meetings material {ID}"),
        &format!("minutes circulate {ID} --version 1 --until 2026-02-30"),
        &format!("minutes approve {ID}"),
        &format!("minutes draft {ID}"),
        &format!("resolutions submit {ID}"),
        &format!("resolutions extend {ID} --to 2026-12-15"),
        &format!("resolutions decide-extension {ID}"),
        &format!("resolutions decide-extension {ID} --grant --decline 期限过长"),
        "resolutions list --state late",
    ] {
        assert!(parse(line).is_err(), "{line}");
    }
}
