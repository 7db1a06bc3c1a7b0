//! What a message says is made here, for every subject: as things are when it leaves, or why it is needless by then.

use ids::{AnnouncementId, LetterId, NoticeId, SubscriptionId, UnitCode, Uuid};
use jiff::SignedDuration;
use proto::words::notification::{Lamp, Level, NeedlessReason};
use reference::Unit;
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::MessageFacts;
use crate::{
    App,
    model::{
        Announcement, Group, GroupNow, Letter, Part, Subject, Subscription, UrgentDuty, parts_of, sentence,
    },
    operations::Situation,
    rules::{
        lamp::told_by,
        receivers::{About, may_be_silenced},
    },
    store::{self, attempt::Claimed, notice::Key},
};

/// What messages tell of, as it is now.
pub(super) struct Facts {
    subscriptions: Vec<Subscription>,
    notices: Vec<(NoticeId, Key)>,
    groups: Vec<GroupNow>,
    urgent: Vec<(NoticeId, UrgentDuty)>,
    letters: Vec<Letter>,
    /// What is still true, for each of its units.
    announcements: Vec<(UnitCode, Announcement)>,
    situation: Situation,
}

impl Facts {
    /// Reads what these messages tell of.
    pub(super) async fn read(
        tx: &mut PgConnection,
        claimed: &[Claimed],
        app: &App,
    ) -> Result<Self, sqlx::Error> {
        let now = app.resources.clock.now();
        let mut subscriptions: Vec<SubscriptionId> = claimed.iter().map(|one| one.subscription).collect();
        let mut notices: Vec<Uuid> = Vec::new();
        let mut letters: Vec<LetterId> = Vec::new();
        let mut announcements: Vec<AnnouncementId> = Vec::new();
        for one in claimed {
            match one.subject {
                Subject::Notice(id) => notices.push(id.0),
                Subject::Letter(id) => letters.push(id),
                Subject::Announcement(id) => announcements.push(id),
                Subject::Disabled(id) => subscriptions.push(id),
                Subject::Code | Subject::Test => {}
            }
        }
        Ok(Self {
            subscriptions: store::subscription::find_all(tx, &subscriptions).await?,
            notices: store::notice::find_all(tx, &notices).await?,
            groups: store::notice::groups_now(tx, &notices, now).await?,
            urgent: store::notice::most_urgent(tx, &notices, now).await?,
            letters: store::letter::find_all(tx, &letters).await?,
            announcements: store::announcement::still_true(tx, &announcements).await?,
            situation: Situation::at(tx, &app.reference.directory(), now).await?,
        })
    }

    /// What a message tells, or why it is needless.
    pub(super) fn message(&self, app: &App, claimed: &Claimed) -> Result<MessageFacts, NeedlessReason> {
        let to = self.subscriptions.iter().find(|to| to.id == claimed.subscription);
        let to = to.filter(|to| is_there(app, to)).ok_or(NeedlessReason::ReceiverLeft)?;
        let facts = MessageFacts {
            unit: unit_name(app, &claimed.unit),
            name: to.name.clone(),
            data: json!({}),
            ..MessageFacts::default()
        };
        match claimed.subject {
            Subject::Notice(id) => self.notice(app, id, to, facts),
            Subject::Letter(id) => self.letter(id, facts),
            Subject::Announcement(id) => self.announcement(id, &claimed.unit, facts),
            Subject::Disabled(id) => self.disabled(app, id, facts),
            Subject::Code => {
                let code = claimed.code.clone().ok_or(NeedlessReason::CodeRepeated)?;
                Ok(MessageFacts { data: json!({ "code": code }), code, ..facts })
            }
            Subject::Test => Ok(facts),
        }
    }

    /// What of a notice its receiver wants to hear, without what was done since; if nothing is left, why.
    fn notice(
        &self,
        app: &App,
        id: NoticeId,
        to: &Subscription,
        facts: MessageFacts,
    ) -> Result<MessageFacts, NeedlessReason> {
        let notice = self.notices.iter().find(|(notice, _)| *notice == id);
        let (_, key) = notice.ok_or(NeedlessReason::Outdated)?;
        let receiver = self.situation.receiver(to);
        if key.level == Level::Overseer && !receiver.overseer {
            return Err(NeedlessReason::OfficeMoved);
        }
        let wanted = || self.groups.iter().filter(|one| one.notice == id && to.filter.includes(&one.about));
        let still_true: Vec<Group> = wanted().filter_map(GroupNow::still_true).collect();
        if still_true.is_empty() {
            return Err(wanted().map(GroupNow::needless).max().unwrap_or(NeedlessReason::Done));
        }
        // What reaches the leader is said to whoever was to hear it, silenced or not.
        let silenced = self.situation.is_silenced(&key.unit)
            && may_be_silenced(key.level)
            && receiver.rung(&key.unit, true) != Some(key.level);
        let may_be_said = |about: &About| !silenced || told_by(about.step) >= Lamp::Red;
        let parts = parts_of(still_true.iter().filter(|group| may_be_said(&group.about)));
        if parts.is_empty() {
            return Err(NeedlessReason::Silenced);
        }
        let is_said = |about: &About| to.filter.includes(about) && may_be_said(about);
        let urgent = self.urgent.iter().filter(|(notice, duty)| *notice == id && is_said(&duty.about));
        let urgent: Vec<&UrgentDuty> = urgent.map(|(_, duty)| duty).take(UrgentDuty::MOST).collect();
        Ok(of_notice(app, id, key, &parts, &urgent, facts))
    }

    /// Which letter is to be answered until when.
    fn letter(&self, id: LetterId, facts: MessageFacts) -> Result<MessageFacts, NeedlessReason> {
        let letter = self.letters.iter().find(|letter| letter.id == id);
        let letter = letter.ok_or(NeedlessReason::LetterClosed)?;
        if letter.replied_at.is_some() {
            return Err(NeedlessReason::LetterAnswered);
        }
        if letter.closed.is_some() {
            return Err(NeedlessReason::LetterClosed);
        }
        let last = clock::civil_date(letter.due_at - SignedDuration::from_secs(1));
        let text = format!("{}，请于{last}前回复", letter.number);
        let data = json!({
            "letter": letter.id.to_string(), "number": letter.number.to_string(),
            "unit": letter.unit.as_str(), "text": text, "due": letter.due_at,
        });
        Ok(MessageFacts { text, count: 1, data, ..facts })
    }

    /// What the joint meeting announces to a unit.
    fn announcement(
        &self,
        id: AnnouncementId,
        unit: &UnitCode,
        facts: MessageFacts,
    ) -> Result<MessageFacts, NeedlessReason> {
        let announcement = self.announcements.iter().find(|(of, one)| of == unit && one.id == id);
        let (_, announcement) = announcement.ok_or(NeedlessReason::AnnouncementReplaced)?;
        let data = json!({
            "announcement": announcement.id.to_string(), "kind": announcement.kind.name(),
            "subject": announcement.subject.to_string(), "unit": unit.as_str(), "text": announcement.text,
        });
        Ok(MessageFacts {
            title: announcement.kind.zh().to_owned(),
            text: announcement.text.clone(),
            count: 1,
            data,
            ..facts
        })
    }

    /// Which subscription was disabled.
    fn disabled(
        &self,
        app: &App,
        id: SubscriptionId,
        facts: MessageFacts,
    ) -> Result<MessageFacts, NeedlessReason> {
        let about = self.subscriptions.iter().find(|about| about.id == id && about.is_disabled());
        let about = about.ok_or(NeedlessReason::SubscriptionEnabled)?;
        let data = json!({ "subscription": id.to_string(), "unit": about.unit.as_str(), "name": about.name });
        Ok(MessageFacts { unit: unit_name(app, &about.unit), name: about.name.clone(), data, ..facts })
    }
}

fn of_notice(
    app: &App,
    id: NoticeId,
    key: &Key,
    parts: &[Part],
    urgent: &[&UrgentDuty],
    facts: MessageFacts,
) -> MessageFacts {
    let unit = unit_name(app, &key.unit);
    let text = sentence(&unit, parts, &app.kinds);
    let link = if app.link.is_empty() { String::new() } else { format!("{}{id}", app.link) };
    let in_words =
        |duty: &&UrgentDuty| format!("· {} {}，{} 24:00前", duty.short_name(), duty.tail(), duty.last_day());
    let said = |part: &Part| json!({ "step": part.step.name(), "kind": part.kind, "duties": part.duties });
    let data = json!({
        "notice": id.to_string(), "unit": key.unit.as_str(), "level": key.level.name(), "text": text,
        "parts": parts.iter().map(said).collect::<Vec<_>>(),
        "most_pressing": urgent.iter().map(|duty| named(duty)).collect::<Vec<_>>(), "link": link,
    });
    MessageFacts {
        count: parts.iter().map(|part| part.duties).sum(),
        details: urgent.iter().map(in_words).collect::<Vec<_>>().join("\n"),
        unit,
        text,
        link,
        data,
        ..facts
    }
}

/// A duty that a message names, for machines.
fn named(duty: &UrgentDuty) -> Value {
    json!({
        "duty": duty.duty.to_string(), "kind": duty.about.kind, "item_code": duty.about.item,
        "item": duty.short_name(), "number_tail": duty.tail(), "due": duty.due_at,
    })
}

/// Whether the receiver is there: the unit always, an official until they leave.
fn is_there(app: &App, to: &Subscription) -> bool {
    let directory = app.reference.directory();
    to.receiver.as_ref().is_none_or(|official| directory.acting(official, &to.unit).is_some())
}

fn unit_name(app: &App, code: &UnitCode) -> String {
    let directory = app.reference.directory();
    directory.unit(code).map_or_else(|| code.to_string(), |unit: &Unit| unit.name.clone())
}
