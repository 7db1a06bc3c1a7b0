//! Who is reminded when follows a plan (催办方案); a silence and a deputy change whom it reaches, never a date.

use clap::Subcommand;
use client::words::instant;
use ids::{DeputyId, OfficialId, SilenceId, UnitCode};
use jiff::civil::Date;
use proto::notification::v1::{
    Deputy, EndDeputyRequest, EndSilenceRequest, Level, ListDeputiesRequest, ListReminderPlansRequest,
    ListSilencesRequest, NameDeputyRequest, PlannedStep, ReminderPlan, Silence, SilenceRemindersRequest,
    SimulateRemindersRequest, SimulatedReminder,
};

use crate::{
    failure::Failure,
    output::{Row, Show, alone, table},
    session::{Act, Session},
    target::Service,
    typed::{self, text, texts},
};

#[derive(Subcommand, Debug)]
pub(crate) enum Reminders {
    /// 催办方案及依据 / reminder plans and what they rest on
    Plans,
    /// 若都不办结，某段时间内将提醒谁什么 / what would be told to whom, if nothing were done
    Simulate {
        /// 自何时起：日期或RFC 3339时间 / from a day or an instant on
        #[arg(long, value_name = "WHEN", value_parser = typed::instant)]
        from: prost_types::Timestamp,
        /// 至何时止（不含），最多31天 / until before then, at most 31 days later
        #[arg(long, value_name = "WHEN", value_parser = typed::instant)]
        until: prost_types::Timestamp,
        /// 义务单位 / owed by
        #[arg(long, value_name = "UNIT")]
        by: Vec<UnitCode>,
    },
    /// 静默本单位的提醒（单位负责人） / silence the unit's reminders for a while
    Silence {
        /// 至何时止（不含），最多31天 / until before then, at most 31 days from now
        #[arg(long, value_name = "WHEN", value_parser = typed::instant)]
        until: prost_types::Timestamp,
        /// 原因 / why
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        act: Act,
    },
    /// 提前结束静默 / end a silence before its time
    EndSilence {
        /// 静默编号 / silence id
        id: SilenceId,
        #[command(flatten)]
        act: Act,
    },
    /// 静默记录 / silences, newest first
    Silences,
    /// 指定代理人 / name a deputy
    Deputy {
        /// 代理人 / who stands in
        #[arg(value_name = "DEPUTY")]
        stands_in: OfficialId,
        /// 为谁代理，缺省为本人 / for whom; for the acting official if not given
        #[arg(long = "for", value_name = "OFFICIAL")]
        absent: Option<OfficialId>,
        /// 起始日 / first day
        #[arg(long, value_name = "DAY")]
        from: Date,
        /// 截止日（含） / last day
        #[arg(long, value_name = "DAY")]
        until: Date,
        #[command(flatten)]
        act: Act,
    },
    /// 提前结束代理 / end the days of a deputy early
    EndDeputy {
        /// 代理编号 / deputy id
        id: DeputyId,
        #[command(flatten)]
        act: Act,
    },
    /// 代理记录 / deputies, those named last first
    Deputies,
}

impl Reminders {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let notification = session.at(Service::Notification);
        match self {
            Self::Plans => {
                let answer = notification.get(ListReminderPlansRequest {}).await?.answer;
                session.output.many(&answer.plans, plans)
            }
            Self::Simulate { from, until, by } => {
                let asked = SimulateRemindersRequest {
                    start_time: Some(from),
                    end_time: Some(until),
                    units: texts(&by),
                };
                notification.get(asked).await?.show_rows(|answer| answer.reminders)
            }
            Self::Silence { until, reason, act } => {
                let asked = SilenceRemindersRequest { end_time: Some(until), reason, ..Default::default() };
                notification.act(&act, asked).await?.show(|answer| answer.silence)
            }
            Self::EndSilence { id, act } => {
                let asked = EndSilenceRequest { id: id.to_string(), ..Default::default() };
                notification.act(&act, asked).await?.show(|answer| answer.silence)
            }
            Self::Silences => {
                notification.get(ListSilencesRequest {}).await?.show_rows(|answer| answer.silences)
            }
            Self::Deputy { stands_in, absent, from, until, act } => {
                let asked = NameDeputyRequest {
                    official: text(absent),
                    deputy: stands_in.into(),
                    first_day: from.to_string(),
                    last_day: until.to_string(),
                    ..Default::default()
                };
                notification.act(&act, asked).await?.show(|answer| answer.deputy)
            }
            Self::EndDeputy { id, act } => {
                let asked = EndDeputyRequest { id: id.to_string(), ..Default::default() };
                notification.act(&act, asked).await?.show(|answer| answer.deputy)
            }
            Self::Deputies => {
                notification.get(ListDeputiesRequest {}).await?.show_rows(|answer| answer.deputies)
            }
        }
    }
}

/// A row for each step of each plan.
fn plans(plans: &[ReminderPlan]) -> String {
    let steps = plans.iter().flat_map(|plan| plan.steps.iter().map(move |step| planned(plan, step)));
    table(["方案", "版本", "提醒", "何时", "提醒谁", "依据"], steps)
}

fn planned(plan: &ReminderPlan, step: &PlannedStep) -> [String; 6] {
    [
        plan.name.clone(),
        plan.version.to_string(),
        step.step().zh().to_owned(),
        step.when.clone(),
        step.levels().map(Level::zh).collect::<Vec<_>>().join("、"),
        plan.basis.clone(),
    ]
}

impl Row<6> for SimulatedReminder {
    const HEAD: [&'static str; 6] = ["时间", "单位", "提醒谁", "何人", "订阅", "内容"];

    fn row(&self) -> [String; 6] {
        [
            instant(self.step_time.as_ref()),
            self.unit.clone(),
            self.level().zh().to_owned(),
            self.officials.join("、"),
            self.subscriptions.join("、"),
            self.text.clone(),
        ]
    }
}

impl Row<7> for Silence {
    const HEAD: [&'static str; 7] = ["编号", "单位", "负责人", "原因", "自", "至", "提前结束"];

    fn row(&self) -> [String; 7] {
        [
            self.id.clone(),
            self.unit.clone(),
            self.official.clone(),
            self.reason.clone(),
            instant(self.create_time.as_ref()),
            instant(self.end_time.as_ref()),
            self.ended_by.clone(),
        ]
    }
}

impl Show for Silence {
    fn sheet(&self) -> String {
        alone(self)
    }
}

impl Row<7> for Deputy {
    const HEAD: [&'static str; 7] = ["编号", "单位", "离岗人", "代理人", "起始日", "截止日", "指定人"];

    fn row(&self) -> [String; 7] {
        [
            self.id.clone(),
            self.unit.clone(),
            self.official.clone(),
            self.deputy.clone(),
            self.first_day.clone(),
            self.last_day.clone(),
            self.named_by.clone(),
        ]
    }
}

impl Show for Deputy {
    fn sheet(&self) -> String {
        alone(self)
    }
}
