//! The program `press` sets one paper and ends, so that nothing of it stays in this process.

use std::{path::PathBuf, process::Stdio, time::Duration};

use anyhow::{Context, bail};
use ids::UnitCode;
use refusal::{Kind, Refusal};
use shell::{Error, Shares};
use tokio::{io::AsyncWriteExt, process::Command, sync::Semaphore, time::timeout};

use crate::{Paper, exit_code};

/// How many papers are set at the same moment, of all units together; of one unit, one.
const AT_ONCE: usize = 2;
/// How long a paper may wait for its place; with the rest less than a call may take.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// How long it may take.
const LONGEST: Duration = Duration::from_secs(12);

/// What kind of file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// For reading and printing.
    Pdf,
    /// For changing in a word processor.
    Docx,
}

/// Prints papers.
pub struct Press {
    program: PathBuf,
    fonts: PathBuf,
    places: Semaphore,
    of_units: Shares<UnitCode>,
}

/// What a run of the program left.
struct Ended {
    code: Option<i32>,
    output: Vec<u8>,
    complaint: String,
}

impl Format {
    /// The end of its name, and its command.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    /// Its type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}

impl Press {
    /// Runs `program`, if empty the one beside this; `fonts` is a folder besides those of the system, or empty.
    pub fn of(program: PathBuf, fonts: PathBuf) -> anyhow::Result<Self> {
        let is_named = !program.as_os_str().is_empty();
        Ok(Self {
            program: if is_named { program } else { std::env::current_exe()?.with_file_name("press") },
            fonts,
            places: Semaphore::new(AT_ONCE),
            of_units: Shares::new(1),
        })
    }

    /// The file, for a unit; refused where the unit has a paper printed already, where no font has a character of it, or where nothing
    /// can be printed now.
    pub async fn print(&self, unit: &UnitCode, format: Format, paper: &Paper) -> Result<Vec<u8>, Error> {
        // Held until the paper is printed, whether its caller waits or not.
        let Some(_own) = self.of_units.take(unit.clone()) else { return Err(another_first().into()) };
        let json = serde_json::to_vec(paper).unwrap_or_default();
        let ended = self.run(format.name(), &json).await.map_err(|error| {
            tracing::error!(error = format!("{error:#}"), "the press does not run");
            unavailable()
        })?;
        let complaint = ended.complaint;
        match ended.code {
            Some(0) => Ok(ended.output),
            Some(code) if code == i32::from(exit_code::NO_FONT) => {
                tracing::error!(said = complaint, "no font for a paper");
                Err(fonts_missing(&complaint).into())
            }
            code => Err(Error::Fault(format!("press ended with {code:?}: {complaint}"))),
        }
    }

    /// Logs which faces papers are set in, and which of them stand in for others.
    pub async fn log_fonts(&self) {
        match self.run("faces", &[]).await {
            Ok(Ended { code: Some(0), output, .. }) => {
                let faces = String::from_utf8_lossy(&output).trim().replace('\n', "; ").replace('\t', " ");
                tracing::info!(faces, "faces of papers");
            }
            Ok(Ended { code, complaint, .. }) => {
                tracing::warn!(code, said = complaint, "no faces: papers cannot be printed");
            }
            Err(error) => tracing::warn!(error = format!("{error:#}"), "papers cannot be printed"),
        }
    }

    async fn run(&self, command: &str, input: &[u8]) -> anyhow::Result<Ended> {
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
        Ok(Ended {
            code: output.status.code(),
            output: output.stdout,
            complaint: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        })
    }
}

fn another_first() -> Refusal {
    let (en, zh) =
        ("the unit has another paper printed: one after the other", "本单位正在排印另一份文件，请逐份下载");
    Refusal::new(Kind::Exhausted, "TOO_MANY_REQUESTS", en, zh)
}

/// Names the characters as `press` does: by their code points.
fn fonts_missing(complaint: &str) -> Refusal {
    let points: Vec<&str> = complaint.split_whitespace().filter(|word| word.starts_with("U+")).collect();
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
        Press::of(program.into(), PathBuf::new()).unwrap()
    }

    #[tokio::test]
    async fn a_unit_has_one_paper_printed_after_the_other() {
        let press = press("/bin/true");
        let unit: UnitCode = "scjgj".parse().unwrap();
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
