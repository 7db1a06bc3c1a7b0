use clap::Command;

use super::*;

const ID: &str = "01999999-0000-7000-8000-000000000001";

fn parse(line: &str) -> Result<Arguments, clap::Error> {
    Arguments::try_parse_from(std::iter::once("shenguan").chain(line.split_whitespace()))
}

#[test]
fn the_definition_of_the_command_line_is_sound() {
    Arguments::command().debug_assert();
}

/// An own argument with the id of a global one would silently take its value, and give it one.
#[test]
fn no_argument_of_a_command_takes_the_place_of_a_global_one() {
    fn check(command: &Command, globals: &[String]) {
        for inner in command.get_subcommands() {
            for argument in inner.get_arguments().filter(|argument| !argument.is_global_set()) {
                let id = argument.get_id().to_string();
                assert!(!globals.contains(&id), "{} {id}", inner.get_name());
            }
            check(inner, globals);
        }
    }
    let command = Arguments::command();
    let globals = command.get_arguments().filter(|argument| argument.is_global_set());
    check(&command, &globals.map(|argument| argument.get_id().to_string()).collect::<Vec<_>>());
}

#[test]
fn help_ends_with_the_exit_codes() {
    let help = Arguments::command().render_help().to_string();
    assert!(help.trim_end().ends_with(EXIT_CODES), "{help}");
}

#[test]
fn wrong_lines_are_refused() {
    for line in [
        "",
        "decisions",
        "decisions import",
        "decisions get not-an-id",
        &format!("decisions complete {ID}"),
        &format!("deliveries return {ID} --code 02"),
        &format!("deliveries return {ID} --code 99"),
        &format!("deliveries return {ID} --code 08 --remark x"),
        "deliveries claim",
        "duties get",
        "duties list --lamp blue",
        &format!("duties explain {ID}"),
        &format!("duties finding {ID} --text 理由成立"),
        "subscriptions create 两处 --email a@example.gov.cn --sms-file phone",
        "notices report",
        "notices report --from 2026-10-01",
        "map explain",
        "map explain --content 热食",
        "map show --version 2 --on 2026-10-01",
        "calendar explain 2026-02-30 --working-days 5",
        "calendar close 2026-10-12 --reason 台风停工",
        "calendar close --authority 县防汛抗旱指挥部 --reason 台风停工",
        "calendar explain 2026-02-20 --working-days 251",
        "keys pin --for scjgj --system dev --role claimant",
        "deliveries list --page-size 501",
        "units list -o yaml",
        "units list --quiet --verbose",
    ] {
        assert!(parse(line).is_err(), "{line}");
    }
}

/// A meeting but for its kind, its beginning and its topics.
fn plan(kind: &str, rest: &str) -> String {
    format!("meetings plan {kind} --title 会商 --place 三楼 --convened-by {ID} --presided-by {ID} {rest}")
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
