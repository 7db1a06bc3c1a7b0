//! A terminal at which `shenguan` is typed.

use std::{cell::RefCell, collections::BTreeSet, fs, path::PathBuf, process::Output};

use anyhow::{Context, ensure};
use scenarios::stage::{Program, Stage, binary, until};
use serde_json::Value;

/// The folder with the certificates and the services' addresses is its context.
pub(super) struct Terminal {
    pub(super) folder: PathBuf,
    context: PathBuf,
    /// What was run so far.
    typed: RefCell<BTreeSet<String>>,
}

impl Terminal {
    pub(super) fn of(stage: &Stage) -> anyhow::Result<Self> {
        let context = stage.ground.certificates();
        let url = |program: Option<&Program>| program.map(Program::url).context("installed");
        let (notification, meeting) = (url(stage.notification.as_ref())?, url(stage.meeting.as_ref())?);
        let endpoints = format!(
            "approval = \"{}\"\nsupervision = \"{}\"\nnotification = \"{notification}\"\nmeeting = \"{meeting}\"\n",
            stage.approval.url(),
            stage.supervision.url(),
        );
        fs::write(context.join("endpoints.toml"), endpoints)?;
        Ok(Self { folder: stage.ground.folder.clone(), context, typed: RefCell::default() })
    }

    /// Reads: once as people do, then as programs do. The official's id names the unit.
    pub(super) async fn read(&self, official: &str, line: &str) -> anyhow::Result<Value> {
        let shown = self.well(official, line).await?;
        ensure!(!shown.is_empty(), "{line}: nothing is shown");
        ensure!(serde_json::from_str::<Value>(&shown).is_err(), "{line}: that is not for people: {shown}");
        self.json(official, line).await
    }

    /// The array of a list that has at least one entry, as soon as it has: what it tells of may still be on its way.
    pub(super) async fn list(&self, official: &str, line: &str) -> anyhow::Result<Vec<Value>> {
        until(line, async || {
            let found = self.read(official, line).await?.as_array().cloned().context("an array")?;
            Ok((!found.is_empty()).then_some(found))
        })
        .await
    }

    /// Changes something: first only as a check for people, then for programs.
    pub(super) async fn act(&self, official: &str, line: &str) -> anyhow::Result<Value> {
        let checked = self.well(official, &format!("{line} --check")).await?;
        ensure!(!checked.is_empty(), "{line}: nothing is shown");
        self.json(official, line).await
    }

    /// What is printed for programs: an object, an array, or the first line of a stream.
    pub(super) async fn json(&self, official: &str, line: &str) -> anyhow::Result<Value> {
        let printed = self.well(official, &format!("{line} -o json")).await?;
        serde_json::from_str(&printed).with_context(|| format!("{line}: {printed}"))
    }

    /// Standard output of a command that succeeds.
    pub(super) async fn well(&self, official: &str, line: &str) -> anyhow::Result<String> {
        let output = self.run(official, line).await?;
        let complaint = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.code() == Some(0), "{official}: {line}: {complaint}");
        Ok(String::from_utf8(output.stdout)?)
    }

    /// A command that is refused: its exit code and the one line of JSON on standard error.
    pub(super) async fn refused(&self, official: &str, line: &str) -> anyhow::Result<(i32, Value)> {
        let output = self.run(official, &format!("{line} --json-errors")).await?;
        ensure!(output.stdout.is_empty(), "{line}: {}", String::from_utf8_lossy(&output.stdout));
        let complaint: Value = serde_json::from_slice(&output.stderr)
            .with_context(|| String::from_utf8_lossy(&output.stderr).into_owned())?;
        Ok((output.status.code().context("it was killed")?, complaint["error"].clone()))
    }

    /// What officials are told of a command that is refused.
    pub(super) async fn complaint(&self, official: &str, line: &str) -> anyhow::Result<String> {
        let output = self.run(official, line).await?;
        ensure!(output.status.code() != Some(0) && output.stdout.is_empty(), "{line}: {output:?}");
        Ok(String::from_utf8(output.stderr)?)
    }

    pub(super) async fn run(&self, official: &str, line: &str) -> anyhow::Result<Output> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (unit, _) = official.split_once('-').context("an official of a unit")?;
        self.typed.borrow_mut().insert(words.join(" "));
        let output = tokio::process::Command::new(binary("shenguan")?)
            .env_clear()
            .current_dir(&self.folder)
            .arg("--context")
            .arg(&self.context)
            .args(["--unit", unit, "--official", official])
            .args(words)
            .output();
        Ok(output.await?)
    }

    /// Commands that nobody has run.
    pub(super) fn untried(&self) -> Vec<String> {
        let typed = self.typed.borrow();
        let is_tried = |command: &String| {
            typed.iter().any(|line| format!("{line} ").starts_with(&format!("{command} ")))
        };
        shenguan::commands().into_keys().filter(|command| !is_tried(command)).collect()
    }
}
