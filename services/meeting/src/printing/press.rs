//! The program `press`, run once a paper: it sets what it is given and ends, so that nothing of it stays in this process.

use std::{path::PathBuf, process::Stdio, time::Duration};

use anyhow::{Context, bail};
use ids::UnitCode;
use refusal::{Kind, Refusal};
use shell::{Error, Shares};
use tokio::{io::AsyncWriteExt, process::Command, sync::Semaphore, time::timeout};

use super::paper::Paper;
use crate::settings;

/// How many papers are set at the same moment, of all units together; of one unit, one.
const AT_ONCE: usize = 2;
/// How long a paper may wait for its place; with the rest less than a call may take.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// How long it may take.
const LONGEST: Duration = Duration::from_secs(12);
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
    of_units: Shares<UnitCode>,
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
            of_units: Shares::new(1),
        })
    }

    /// The standing name at the head of minutes.
    pub(crate) fn heading(&self) -> &str {
        &self.heading
    }

    /// The file, for a unit; refused where the unit has a paper printed already, where no font has a character of it, or where nothing
    /// can be printed now.
    pub(crate) async fn print(
        &self,
        unit: &UnitCode,
        format: Format,
        paper: &Paper,
    ) -> Result<Vec<u8>, Error> {
        // Held until the paper is printed, whether its caller waits or not.
        let Some(_own) = self.of_units.take(unit.clone()) else {
            let (en, zh) = (
                "the unit has another paper printed: one after the other",
                "本单位正在排印另一份文件，请逐份下载",
            );
            return Err(Refusal::new(Kind::Exhausted, "TOO_MANY_REQUESTS", en, zh).into());
        };
        match self.run(format.name(), &serde_json::to_vec(paper).unwrap_or_default()).await {
            Ok((Some(0), file, _)) => Ok(file),
            Ok((Some(NO_FONT), _, said)) => {
                tracing::error!(said, "no font for a paper");
                Err(fonts_missing(&said).into())
            }
            Ok((code, _, said)) => Err(Error::Fault(format!("press ended with {code:?}: {said}"))),
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "the press does not run");
                Err(unavailable().into())
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
        let Ok(place) = timeout(LONGEST_WAIT, self.places.acquire()).await else {
            bail!("every place is taken")
        };
        let _place = place?;
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

/// Names the characters as `press` does: by their code points.
fn fonts_missing(said: &str) -> Refusal {
    let points: Vec<&str> = said.split_whitespace().filter(|word| word.starts_with("U+")).collect();
    let points = points.join(" ");
    let en = format!("no font has every character of it: {points}");
    let zh = format!("字库缺字，无法排印，请联系运维人员：{points}");
    Refusal::precondition("FONTS_MISSING", en.trim_end_matches([':', ' ']), zh.trim_end_matches('：'))
}

fn unavailable() -> Refusal {
    let (en, zh) = ("papers cannot be printed now", "暂时无法排印，请稍后再试");
    Refusal::new(Kind::Unavailable, "PRESS_UNAVAILABLE", en, zh)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_without_a_font_is_named() {
        let refusal = fonts_missing("press: none has U+E123 U+1F984");
        assert_eq!(refusal.reason, "FONTS_MISSING");
        assert!(refusal.zh.ends_with("：U+E123 U+1F984"), "{}", refusal.zh);
        assert!(fonts_missing("press: no face for Chinese").zh.ends_with("运维人员"));
    }

    fn press(program: &str) -> Press {
        let settings = settings::Press {
            program: program.into(),
            fonts: PathBuf::new(),
            heading: "审管联动联席会议纪要".to_owned(),
        };
        Press::of(&settings).unwrap()
    }

    #[tokio::test]
    async fn a_unit_has_one_paper_printed_after_the_other() {
        let (press, unit): (Press, UnitCode) = (press("/bin/true"), "scjgj".parse().unwrap());
        let own = press.of_units.take(unit.clone()).unwrap();
        let Err(Error::Refused(second)) = press.print(&unit, Format::Pdf, &Paper::default()).await else {
            panic!("it is printing")
        };
        assert_eq!((second.kind, second.reason), (Kind::Exhausted, "TOO_MANY_REQUESTS"));
        assert!(press.print(&"zjj".parse().unwrap(), Format::Pdf, &Paper::default()).await.is_ok());
        drop(own);
        assert!(press.print(&unit, Format::Pdf, &Paper::default()).await.is_ok());
    }

    #[tokio::test]
    async fn without_the_program_nothing_is_printed_now() {
        let unit: UnitCode = "scjgj".parse().unwrap();
        let none = press("/nowhere/press").print(&unit, Format::Docx, &Paper::default()).await;
        let Err(Error::Refused(none)) = none else { panic!("{none:?}") };
        assert_eq!((none.kind, none.reason), (Kind::Unavailable, "PRESS_UNAVAILABLE"));
        let failed = press("/bin/false").print(&unit, Format::Docx, &Paper::default()).await;
        assert!(matches!(failed, Err(Error::Fault(_))), "a repeat fails as well");
    }
}
