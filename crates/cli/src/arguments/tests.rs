mod joint_meeting;

use clap::{Command, CommandFactory};

use super::*;

/// Every command, as documented. A command that vanishes breaks somebody's script.
const COMMANDS: &str = "\
announcements list
bulletins get
bulletins issue
bulletins list
calendar close
calendar closures
calendar explain
calendar load
calendar reopen
calendar years
certs dev
completion
decisions complete
decisions get
decisions import
decisions list
decisions resolve
deliveries claim
deliveries get
deliveries list
deliveries return
deliveries watch
doctor
duties board
duties explain
duties finding
duties get
duties kinds
duties list
duties watch
keys list
keys pin
keys revoke
letters close
letters get
letters issue
letters list
letters reply
mailbox parked list
mailbox replay
mailbox status
man
map explain
map show
meetings answer
meetings cancel
meetings delegate
meetings get
meetings invitation
meetings invite
meetings list
meetings material
meetings open
meetings plan
meetings reschedule
meetings send-material
meetings sign-in
minutes approve
minutes circulate
minutes comment
minutes document
minutes draft
minutes get
minutes issue
notices get
notices list
notices read
notices report
notices watch
officials list
pushes get
pushes list
reminders deputies
reminders deputy
reminders end-deputy
reminders end-silence
reminders plans
reminders silence
reminders silences
reminders simulate
resolutions accept
resolutions decide-extension
resolutions extend
resolutions get
resolutions list
resolutions reassign
resolutions reopen
resolutions report
resolutions submit
roster changes
roster decline
roster list
roster propose
roster record
subjects get
subjects list
subscriptions create
subscriptions disable
subscriptions enable
subscriptions list
subscriptions log
subscriptions message
subscriptions preview
subscriptions recover
subscriptions resend
subscriptions rotate
subscriptions test
subscriptions verify
topics approve
topics get
topics list
topics propose
topics return
topics submit
topics summarise
units list";

const ID: &str = "01999999-0000-7000-8000-000000000001";

fn leaves(command: &Command, path: &str, found: &mut Vec<String>) {
    for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
        let path = format!("{path} {}", inner.get_name());
        if inner.has_subcommands() {
            leaves(inner, &path, found);
        } else {
            found.push(path.trim().to_owned());
        }
    }
}

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
fn the_commands_are_the_documented_ones() {
    let mut found = Vec::new();
    leaves(&Arguments::command(), "", &mut found);
    found.sort();
    assert_eq!(found.join("\n"), COMMANDS);
}

#[test]
fn help_ends_with_the_exit_codes() {
    let help = Arguments::command().render_help().to_string();
    assert!(help.trim_end().ends_with(EXIT_CODES), "{help}");
}

#[test]
fn good_lines_are_understood() {
    for line in [
        "decisions import a.csv --verdicts b.csv --stock --check",
        "decisions list --routing unrouted --missing --from 2026-10-01 -o json",
        &format!("decisions complete {ID} --contact-phone 1 --case-number 2"),
        &format!("deliveries claim {ID} {ID} --official scjgj-01"),
        &format!("deliveries return {ID} --code 02 --suggest wjw"),
        "deliveries list --state delivered --due-before 2026-10-13T00:00:00+08:00 --service approval",
        "duties list --mine --lamp yellow --lamp deep-red --kind C2 --direction to-supervision --late",
        "duties board --by scjgj --notification https://localhost:7301",
        &format!("duties explain {ID} --text 停电 --official scjgj-01"),
        &format!("duties finding {ID} --finding not-excused --text 理由不成立 --check"),
        "subscriptions create 业务系统 --webhook https://oa.example.cn/ --key-file key --level handlers --kind C2",
        "subscriptions create 工作群 --robot dingtalk --token-file token --keyword 审管",
        "subscriptions create 本人 --sms-file phone --personal --lamp red --item XK3713220001",
        "subscriptions create 督办 --email a@example.gov.cn --level overseer --of scjgj --of zjj",
        &format!("subscriptions verify {ID} 123456"),
        "reminders silence --until 2026-10-14 --reason 系统切换 --check",
        "reminders deputy scjgj-02 --for scjgj-01 --from 2026-10-12 --until 2026-10-16",
        &format!("notices report --duty {ID} --page report.html"),
        "notices report --from 2026-10-01 --until 2026-11-01 --by scjgj",
        &format!("letters issue scjgj --duty {ID} --days 5 --check"),
        &format!("letters close {ID} --conclusion rectified --text 已认领"),
        "announcements list --kind invitation --kind minutes-issued --to scjgj",
        "mailbox status --service meeting",
        "map explain XK3713220001",
        "map explain --certificate 食品经营许可证 --content 热食",
        "map show --version 2",
        "calendar explain 2026-09-30 --working-days 5",
        "calendar close 2026-10-12 --authority 县防汛抗旱指挥部 --reason 台风停工 --check",
        "calendar reopen 2026-10-12 --yes",
        "keys pin --fingerprint aa --for scjgj --system dev --role claimant --role auditor",
        "mailbox parked list --service supervision --all",
        "--context .run/certs --unit scjgj doctor --quiet",
        "man pages",
    ] {
        if let Err(error) = parse(line) {
            panic!("{line}: {error}");
        }
    }
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
