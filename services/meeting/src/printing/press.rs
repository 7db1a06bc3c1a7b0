//! The program `press`, run once a paper: it sets what it is given and ends, so that nothing of it stays in this process.

use std::{path::PathBuf, process::Stdio, time::Duration};

use anyhow::{Context, bail};
use refusal::{Kind, Refusal};
use tokio::{io::AsyncWriteExt, process::Command, sync::Semaphore, time::timeout};

use super::paper::Paper;
use crate::settings;

/// How many papers are set at the same moment.
const AT_ONCE: usize = 2;
/// How long one may take.
const LONGEST: Duration = Duration::from_secs(20);
/// Exit code of `press` where no font has what the paper says.
const NO_FONT: i32 = 3;

/// What kind of file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Format {
    Pdf,
    Docx,
}

/// Prints papers.
pub(crate) struct Press {
    program: PathBuf,
    fonts: PathBuf,
    heading: String,
    places: Semaphore,
}

impl Format {
    /// The end of its name, and its command.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    /// Its type.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}

impl Press {
    /// By the settings.
    pub(crate) fn of(settings: &settings::Press) -> anyhow::Result<Self> {
        let beside = || anyhow::Ok(std::env::current_exe()?.with_file_name("press"));
        let is_named = !settings.program.as_os_str().is_empty();
        Ok(Self {
            program: if is_named { settings.program.clone() } else { beside()? },
            fonts: settings.fonts.clone(),
            heading: settings.heading.clone(),
            places: Semaphore::new(AT_ONCE),
        })
    }

    /// The standing name at the head of minutes.
    pub(crate) fn heading(&self) -> &str {
        &self.heading
    }

    /// The file; refused where no font has a character of it, or where nothing can be printed now.
    pub(crate) async fn print(&self, format: Format, paper: &Paper) -> Result<Vec<u8>, Refusal> {
        match self.run(format.name(), &serde_json::to_vec(paper).unwrap_or_default()).await {
            Ok((Some(0), file, _)) => Ok(file),
            Ok((Some(NO_FONT), _, said)) => {
                tracing::error!(said, "no font for a paper");
                let (en, zh) = ("no font has every character of it", "字库缺字，无法排印，请联系运维人员");
                Err(Refusal::precondition("FONTS_MISSING", en, zh))
            }
            Ok((code, _, said)) => {
                tracing::error!(code, said, "a paper was not printed");
                Err(unavailable())
            }
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "the press does not run");
                Err(unavailable())
            }
        }
    }

    /// Logs which faces papers are set in, and which of them stand in for others.
    pub(crate) async fn say_faces(&self) {
        match self.run("faces", &[]).await {
            Ok((Some(0), faces, _)) => {
                let faces = String::from_utf8_lossy(&faces).trim().replace('\n', "; ").replace('\t', " ");
                tracing::info!(faces, "faces of papers");
            }
            Ok((code, _, said)) => tracing::warn!(code, said, "no faces: papers cannot be printed"),
            Err(error) => tracing::warn!(error = format!("{error:#}"), "papers cannot be printed"),
        }
    }

    /// Exit code, what it wrote, and what it said.
    async fn run(&self, command: &str, input: &[u8]) -> anyhow::Result<(Option<i32>, Vec<u8>, String)> {
        let _place = self.places.acquire().await?;
        let mut press = Command::new(&self.program);
        press.arg(command).env_clear().kill_on_drop(true);
        if !self.fonts.as_os_str().is_empty() {
            press.arg("--fonts").arg(&self.fonts);
        }
        press.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = press.spawn().with_context(|| self.program.display().to_string())?;
        let mut stdin = child.stdin.take().context("stdin")?;
        let worked = async {
            // It may end before it has read all.
            let told = async {
                let _ = stdin.write_all(input).await;
                drop(stdin);
            };
            let (output, ()) = tokio::join!(child.wait_with_output(), told);
            output
        };
        let Ok(output) = timeout(LONGEST, worked).await else { bail!("took too long") };
        let output = output?;
        Ok((output.status.code(), output.stdout, String::from_utf8_lossy(&output.stderr).trim().to_owned()))
    }
}

fn unavailable() -> Refusal {
    let (en, zh) = ("papers cannot be printed now", "暂时无法排印，请稍后再试");
    Refusal::new(Kind::Unavailable, "PRESS_UNAVAILABLE", en, zh)
}
