//! Where everything is at the end, and what can be tried.

use std::{
    env, fs,
    io::{Write, stdout},
    path::{Path, PathBuf},
};

use anyhow::{Context, ensure};
use proto::{exchange::v1::ListDeliveriesRequest, meeting::v1::ListMeetingsRequest};

use super::{office::IDLE, replay::Played};
use crate::{demo::Playhouse, stage::Program};

/// Names the services in the certificate folder, for `shenguan`; gives the folder.
fn name_services(playhouse: &mut Playhouse) -> anyhow::Result<PathBuf> {
    let stage = &mut playhouse.stage;
    let certificates = stage.ground.certificates();
    let line = |(name, program): &(&str, &mut Program)| format!("{name} = \"{}\"", program.url());
    let endpoints: Vec<String> = stage.programs().iter().map(line).collect();
    fs::write(certificates.join("endpoints.toml"), endpoints.join("\n"))?;
    Ok(certificates)
}

/// Runs every command that is worth trying, as it would be pasted; each must succeed and show something.
pub(super) async fn try_all(played: &mut Played) -> anyhow::Result<()> {
    let overdue = first_overdue(&played.playhouse).await?;
    let meeting = first_meeting(&played.playhouse).await?;
    let certificates = name_services(&mut played.playhouse)?;
    let all = commands(&overdue).into_iter().chain(reminding()).chain(gathering(&meeting, &certificates));
    for (_, command) in all {
        let mut tried = tokio::process::Command::new(program()?);
        // Another terminal stands elsewhere.
        tried
            .current_dir(env::temp_dir())
            .arg("--context")
            .arg(&certificates)
            .args(command.split_whitespace());
        let output = tried.output().await?;
        let complaint = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success() && !output.stdout.is_empty(), "{command}: {complaint}");
    }
    Ok(())
}

/// Says on stdout where everything is.
pub(super) async fn say(played: &mut Played) -> anyhow::Result<()> {
    let Played { playhouse, receivers, now } = played;
    let overdue = first_overdue(playhouse).await?;
    let meeting = first_meeting(playhouse).await?;
    let certificates = name_services(playhouse)?;
    let stage = &mut playhouse.stage;
    let now = clock::in_county(*now).strftime("%Y-%m-%d %H:%M").to_string();
    let mut out = stdout();
    writeln!(out, "服务仍在运行，时钟停在 {now}。按 Ctrl-C 结束。")?;
    writeln!(out, "Everything is left running; its clock stands at {now}. Ctrl-C ends it.\n")?;
    for (name, program) in stage.programs() {
        let (url, admin) = (program.url(), program.admin_port());
        writeln!(out, "  {name:<13} {url}    admin http://127.0.0.1:{admin}")?;
    }
    writeln!(out, "  PostgreSQL    {}", playhouse.postgres.url())?;
    writeln!(out, "  NATS          {}", playhouse.nats.url())?;
    writeln!(out, "  webhook       {}", receivers.hook_url())?;
    writeln!(out, "  e-mail        smtp://localhost:{}", receivers.mail_port)?;
    writeln!(out, "  certificates  {}\n", certificates.display())?;
    writeln!(out, "试一试 / Worth trying, in another terminal:\n")?;
    let all = commands(&overdue).into_iter().chain(reminding()).chain(gathering(&meeting, &certificates));
    for (remark, command) in all {
        writeln!(
            out,
            "  # {remark}\n  {} --context {} {command}\n",
            program()?.display(),
            certificates.display()
        )?;
    }
    Ok(out.flush()?)
}

fn commands(overdue: &str) -> [(&'static str, String); 9] {
    [
        (
            "逾期未认领 / what a bureau has not claimed in time",
            format!("--unit {IDLE} deliveries list --overdue"),
        ),
        (
            "认领一条 / claim one of them",
            format!("--unit {IDLE} --official {IDLE}-01 deliveries claim {overdue}"),
        ),
        (
            "全县时限义务 / what every bureau owes, by lamp",
            "--unit xzspj --official xzspj-overseer duties board".to_owned(),
        ),
        ("谁还欠什么 / what a bureau owes, and by when", format!("--unit {IDLE} duties list --limit 5")),
        ("逾期推送 / what the approval bureau pushed late", "--unit xzspj pushes list --late".to_owned()),
        (
            "为什么推送给它 / where a licence goes, and why",
            "--unit xzspj map explain --certificate 食品经营许可证".to_owned(),
        ),
        (
            "工作日怎么数 / how working days are counted over a holiday",
            "--unit xzspj calendar explain 2026-09-30 --working-days 5".to_owned(),
        ),
        (
            "监管对象 / the supervised subjects of a bureau",
            "--unit scjgj subjects list --limit 10".to_owned(),
        ),
        (
            "服务间信箱 / is anything still on its way",
            "--unit xzspj --official xzspj-admin mailbox status".to_owned(),
        ),
    ]
}

/// About reminders and letters.
fn reminding() -> [(&'static str, String); 2] {
    [
        (
            "提醒发到哪里、结果如何 / what was sent to a bureau's webhook, and what became of it",
            format!("--unit {IDLE} subscriptions log"),
        ),
        (
            "督办函 / supervision letters and their answers",
            "--unit xzspj --official xzspj-overseer letters list".to_owned(),
        ),
    ]
}

/// About the joint meeting.
fn gathering(meeting: &str, folder: &Path) -> [(&'static str, String); 2] {
    [
        ("联席会议通知 / what the joint meeting told a bureau", format!("--unit {IDLE} announcements list")),
        (
            "会议纪要（PDF） / the minutes as a document",
            format!("--unit {IDLE} minutes document {meeting} --to {}/minutes.pdf", folder.display()),
        ),
    ]
}

async fn first_meeting(playhouse: &Playhouse) -> anyhow::Result<String> {
    let bureau = playhouse.stage.bureau(IDLE, None)?;
    let page = bureau.meetings()?.list_meetings(ListMeetingsRequest::default()).await?.into_inner();
    Ok(page.meetings.into_iter().next().context("no meeting")?.id)
}

async fn first_overdue(playhouse: &Playhouse) -> anyhow::Result<String> {
    let asked =
        ListDeliveriesRequest { page_size: 1, overdue_only: true, ..ListDeliveriesRequest::default() };
    let bureau = playhouse.stage.bureau(IDLE, None)?;
    let page = bureau.deliveries().list_deliveries(asked).await?.into_inner();
    Ok(page.deliveries.into_iter().next().context("nothing is overdue")?.id)
}

/// The command line beside this program.
fn program() -> anyhow::Result<PathBuf> {
    Ok(env::current_exe()?.with_file_name("shenguan"))
}
