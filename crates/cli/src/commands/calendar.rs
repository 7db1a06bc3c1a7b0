//! The working-day calendar moves deadlines of the whole county, so whoever changes it confirms.

use std::path::PathBuf;

use clap::{Subcommand, value_parser};
use client::words::{due, yes};
use jiff::civil::Date;
use proto::{
    approval::v1::{
        CloseDayRequest, ExplainDateRequest, ListCalendarYearsRequest, ListClosuresRequest,
        LoadCalendarYearRequest, ReopenDayRequest,
    },
    reference::v1::{CalendarYear, Closure},
    r#type::v1::{CalendarUsed, Deadline, ExplainedDay},
};

use crate::{
    confirmation::Confirmation,
    failure::Failure,
    files::read,
    output::{Row, Show, alone, rows, sheet},
    session::{Act, Session},
    target::Service,
};

#[derive(Subcommand, Debug)]
pub(crate) enum Calendar {
    /// 计算工作日期限并逐日说明 / count working days and explain the date
    Explain {
        /// 起算日（当日不计） / day from which to count; it is not counted itself
        date: Date,
        /// 多少个工作日 / how many working days
        #[arg(long, value_name = "N", value_parser = value_parser!(i32).range(1..=250))]
        working_days: i32,
    },
    /// 已装入的年份 / the years that are loaded
    Years,
    /// 装入一年的日历 / load a year's file
    Load {
        /// 一年的日历（TOML，UTF-8） / the year's file
        file: PathBuf,
        #[command(flatten)]
        confirmation: Confirmation,
        #[command(flatten)]
        act: Act,
    },
    /// 停止办公的日期 / the days that were closed
    Closures,
    /// 某日停止办公，不计为工作日 / close a day: it does not count
    Close {
        /// 停止办公的日期 / the day that is not to count
        date: Date,
        /// 决定停止办公的机关 / who closed
        #[arg(long)]
        authority: String,
        /// 原因 / why
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        confirmation: Confirmation,
        #[command(flatten)]
        act: Act,
    },
    /// 撤销停止办公，恢复计为工作日 / lift a closure: the day counts again
    Reopen {
        /// 恢复办公的日期 / the day that is to count again
        date: Date,
        #[command(flatten)]
        confirmation: Confirmation,
        #[command(flatten)]
        act: Act,
    },
}

impl Calendar {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::Explain { date, working_days } => {
                let asked = ExplainDateRequest { start: date.to_string(), working_days };
                session.at(Service::Approval).get(asked).await?.show(|answer| answer.deadline)
            }
            Self::Years => {
                let asked = ListCalendarYearsRequest {};
                session.at(Service::Approval).get(asked).await?.show_rows(|answer| answer.calendars)
            }
            Self::Load { file, confirmation, act } => {
                let consequence = "全县在办时限将按此日历重新计算。 / Open deadlines of the whole county are counted by this calendar.";
                confirmation.obtain(session, &act, consequence)?;
                let data = String::from_utf8(read(&file)?.into())
                    .map_err(|cause| Failure::local("日历文件不是 UTF-8 文本", &cause.into()))?;
                let asked = LoadCalendarYearRequest { data, ..Default::default() };
                session.at(Service::Approval).act(&act, asked).await?.show(|answer| answer.calendar)
            }
            Self::Closures => {
                let asked = ListClosuresRequest {};
                session.at(Service::Approval).get(asked).await?.show_rows(|answer| answer.closures)
            }
            Self::Close { date, authority, reason, confirmation, act } => {
                let consequence = "全县在办时限将按停止办公重新计算。 / Open deadlines of the whole county are counted anew.";
                confirmation.obtain(session, &act, consequence)?;
                let date = date.to_string();
                let asked = CloseDayRequest { date, authority, reason, ..Default::default() };
                session.at(Service::Approval).act(&act, asked).await?.show(|answer| answer.closure)
            }
            Self::Reopen { date, confirmation, act } => {
                let consequence = "全县在办时限将按恢复办公重新计算。 / Open deadlines of the whole county are counted anew.";
                confirmation.obtain(session, &act, consequence)?;
                let asked = ReopenDayRequest { date: date.to_string(), ..Default::default() };
                session.at(Service::Approval).act(&act, asked).await?.show(|answer| answer.closure)
            }
        }
    }
}

impl Show for Deadline {
    fn sheet(&self) -> String {
        // Of each year its notice, with the version that was used.
        let named = |used: &CalendarUsed| format!("{}（第{}版）", used.notice, used.version);
        let notices: Vec<_> = self.calendars.iter().map(named).collect();
        let result = sheet([
            ("到期", due(Some(self))),
            ("依据", notices.join("、")),
            ("说明", self.explanation.clone()),
        ]);
        format!("{}\n\n{result}", rows(&self.days))
    }
}

impl Row<3> for ExplainedDay {
    const HEAD: [&'static str; 3] = ["日期", "计入", "说明"];

    fn row(&self) -> [String; 3] {
        [self.date.clone(), yes(self.counted), self.reason.clone()]
    }
}

impl Row<3> for CalendarYear {
    const HEAD: [&'static str; 3] = ["年份", "通知文号", "版本"];

    fn row(&self) -> [String; 3] {
        [self.year.to_string(), self.notice.clone(), self.version.to_string()]
    }
}

impl Show for CalendarYear {
    fn sheet(&self) -> String {
        alone(self)
    }
}

impl Row<5> for Closure {
    const HEAD: [&'static str; 5] = ["日期", "决定机关", "原因", "已撤销", "版本"];

    fn row(&self) -> [String; 5] {
        [
            self.date.clone(),
            self.authority.clone(),
            self.reason.clone(),
            yes(self.lifted),
            self.version.to_string(),
        ]
    }
}

impl Show for Closure {
    fn sheet(&self) -> String {
        alone(self)
    }
}
