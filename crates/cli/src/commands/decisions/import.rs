//! An import leaves a verdict file that can be corrected and imported again; one that is cut is repeated under its id.

use std::path::{Path, PathBuf};

use bytes::Bytes;
use clap::{Args, ValueEnum};
use client::import;
use proto::approval::v1::{ImportFormat, ImportHeader, ImportProgress, ImportSummary, RowVerdict};

use super::verdict_file;
use crate::{
    failure::{Exit, Failure},
    files::read,
    output::{Output, Show, sheet},
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
#[command(after_help = "\
被退回的行不算命令失败（退出码 0），见判定文件。导入中断后可用提示的 --request-id 重做：已提交的行得到与当时相同的判定。
Rejected rows do not fail the command (exit code 0); see the verdict file. After a cut, repeat the command with
the --request-id that is printed: rows that were committed get the verdict that they got then.")]
pub(crate) struct Import {
    /// 公示文件：CSV（UTF-8、GB18030）或 XLSX / publicity file
    file: PathBuf,
    /// 判定文件，缺省为 FILE 旁的 .verdicts.csv / verdict file
    #[arg(long, value_name = "OUT")]
    verdicts: Option<PathBuf>,
    /// 缺省按内容识别 / recognised by its content if not given
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<FileFormat>,
    /// 存量：登记并送达，不计时限 / licensed before the platform: no clock is opened
    #[arg(long)]
    stock: bool,
    #[command(flatten)]
    act: Act,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum FileFormat {
    Csv,
    Xlsx,
}

impl Import {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let verdict_path = self.verdict_path()?;
        let file = read(&self.file)?;
        let calls = session.calls(Service::Approval)?;
        let id = session.request_id(&self.act)?;
        if !session.verbose {
            // Whatever happens from here on, the clerk can repeat it.
            session.output.warn(&format!("request id = {id}"))?;
        }

        let output = &mut session.output;
        let mut verdicts = Vec::new();
        let mut on_progress = |progress| show(output, progress);
        let header = self.header(id.clone());
        let result = tokio::select! {
            // First: so it is heard before anything is sent.
            biased;
            _ = tokio::signal::ctrl_c() => {
                Err(Failure::found(Exit::Failure, "导入被操作人中断", "interrupted from the keyboard"))
            }
            result = import::follow(calls, header, file.clone(), &mut verdicts, &mut on_progress) => {
                result.map_err(Failure::from)
            }
        };
        output.progress_ends()?;
        if result.is_ok() || !verdicts.is_empty() {
            write(output, &verdict_path, &file, &verdicts)?;
        }
        match result {
            Ok(summary) => output.one(&summary),
            Err(failure) => {
                output.warn(&self.how_to_repeat(&id, verdicts.len()))?;
                Err(failure)
            }
        }
    }

    /// What was checked only is simply checked again.
    fn how_to_repeat(&self, id: &str, verdicts: usize) -> String {
        if self.act.check {
            return format!("检查中断，{verdicts} 行已有判定 / the check was cut after {verdicts} verdicts");
        }
        format!(
            "导入中断，{verdicts} 行已有判定；请加 --request-id {id} 重做 / cut after {verdicts} verdicts: repeat with that id"
        )
    }

    fn header(&self, request_id: String) -> ImportHeader {
        let format = match self.format {
            None => ImportFormat::Unspecified,
            Some(FileFormat::Csv) => ImportFormat::Csv,
            Some(FileFormat::Xlsx) => ImportFormat::Xlsx,
        };
        let file_name = self.file.file_name().map(|name| name.to_string_lossy().into_owned());
        ImportHeader {
            file_name: file_name.unwrap_or_default(),
            format: format.into(),
            stock: self.stock,
            validate_only: self.act.check,
            request_id,
        }
    }

    /// Never the file itself: its rows must outlive a bad day.
    fn verdict_path(&self) -> Result<PathBuf, Failure> {
        let path = self.verdicts.clone().unwrap_or_else(|| self.file.with_extension("verdicts.csv"));
        if same(&path, &self.file) {
            return Err(Failure::usage(
                "判定文件不能覆盖导入文件",
                "the verdict file must not be the file itself",
            ));
        }
        Ok(path)
    }
}

fn same(one: &Path, other: &Path) -> bool {
    one == other || matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

fn show(output: &mut Output, progress: ImportProgress) {
    // The import goes on when nobody reads stderr any more.
    let _ = output.progress(&format!("已判定 {} / {} 行", progress.done, progress.total));
}

fn write(output: &mut Output, path: &Path, file: &Bytes, verdicts: &[RowVerdict]) -> Result<(), Failure> {
    verdict_file::write(path, file, verdicts).map_err(|cause| Failure::local("判定文件不能写入", &cause))?;
    output.note(&format!("判定文件 / verdicts: {}", path.display()))
}

impl Show for ImportSummary {
    fn sheet(&self) -> String {
        sheet([
            ("行数", self.rows.to_string()),
            ("接收", self.accepted.to_string()),
            ("其中待人工分派", self.unrouted.to_string()),
            ("重复", self.duplicates.to_string()),
            ("退回更正", self.rejected.to_string()),
            ("送达", self.deliveries.to_string()),
        ])
    }
}
