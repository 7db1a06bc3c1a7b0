//! What is due: claimed, and written down as it is at this moment, in one transaction.

use ids::{AnnouncementId, LetterId, NoticeId, UnitCode, Uuid};
use jiff::SignedDuration;
use reference::Unit;
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::{Said, run::LEASE};
use crate::{
    App,
    channels::Outgoing,
    model::{Announcement, Group, Letter, Part, Pressing, Subscription, parts_of, sentence},
    operations::{self, Attempted},
    rules::{ladder::Ladder, lamp::Lamp, receivers::About, reminder_plan::Level},
    store::{
        self,
        attempt::{Claimed, Turn},
        notice::Key,
    },
};

/// A message that leaves.
pub(super) struct Prepared {
    pub(super) claimed: Claimed,
    pub(super) message: Outgoing,
}

impl Prepared {
    /// What may be kept of what is said: all but a code.
    pub(super) fn said(&self) -> Option<String> {
        self.claimed.code.is_none().then(|| self.message.text.clone())
    }
}

/// Leases what is due, of at most so many subscriptions, and writes it down. What has nothing left to tell of, or may not be told any
/// more, is dropped. Gives what leaves, and how many were leased.
pub(super) async fn prepare(app: &App, busy: &[Uuid], most: usize) -> anyhow::Result<(Vec<Prepared>, usize)> {
    let now = app.doors.clock.now();
    let turn = Turn {
        busy,
        open: app.office_hours.are_open(now, &app.reference.calendar()),
        most: i64::try_from(most).unwrap_or(i64::MAX),
        of_a_webhook: app.pace.webhook_at_once,
        pace: &app.pace.attempts_a_minute(),
        lease: LEASE,
        now,
    };
    let mut tx = database::begin(&app.system).await?;
    let claimed = store::attempt::claim(&mut tx, &turn).await?;
    let leased = claimed.len();
    let facts = Facts::read(&mut tx, &claimed, app).await?;
    let (mut leaving, mut needless) = (Vec::with_capacity(leased), Vec::new());
    for claimed in claimed {
        match facts.message(app, &claimed)? {
            Some(message) => leaving.push(Prepared { claimed, message }),
            None => needless.push((claimed, Attempted::Needless)),
        }
    }
    let needless: Vec<_> = needless.iter().collect();
    operations::settle_dispatches(&mut tx, &needless, &app.reference.directory(), now).await?;
    tx.commit().await?;
    Ok((leaving, leased))
}

/// What messages tell of, as it is now.
struct Facts {
    subscriptions: Vec<Subscription>,
    notices: Vec<(NoticeId, Key)>,
    groups: Vec<(NoticeId, Group)>,
    pressing: Vec<(NoticeId, Pressing)>,
    letters: Vec<Letter>,
    /// What is still true, for each of its units.
    announcements: Vec<(UnitCode, Announcement)>,
    silenced: Vec<UnitCode>,
    ladder: Ladder,
}

impl Facts {
    async fn read(tx: &mut PgConnection, claimed: &[Claimed], app: &App) -> Result<Self, sqlx::Error> {
        let now = app.doors.clock.now();
        let (to, about) =
            (claimed.iter().map(|one| one.subscription), claimed.iter().filter_map(|one| one.about));
        let subscriptions: Vec<_> = to.chain(about).collect();
        let notices: Vec<Uuid> = claimed.iter().filter_map(|claimed| claimed.notice).map(|id| id.0).collect();
        let letters: Vec<LetterId> = claimed.iter().filter_map(|claimed| claimed.letter).collect();
        let announcements: Vec<AnnouncementId> =
            claimed.iter().filter_map(|claimed| claimed.announcement).collect();
        Ok(Self {
            subscriptions: store::subscription::find_all(tx, &subscriptions).await?,
            notices: store::notice::find_all(tx, &notices).await?,
            groups: store::notice::groups_still_true(tx, &notices, now).await?,
            pressing: store::notice::most_pressing(tx, &notices, now).await?,
            letters: store::letter::find_all(tx, &letters).await?,
            announcements: store::announcement::still_true(tx, &announcements).await?,
            silenced: store::silence::in_force(tx, now).await?,
            ladder: operations::who_stands(tx, &app.reference.directory(), now).await?,
        })
    }

    /// What is sent; none where nothing is left to tell of.
    fn message(&self, app: &App, claimed: &Claimed) -> anyhow::Result<Option<Outgoing>> {
        let to = self.subscriptions.iter().find(|to| to.id == claimed.subscription);
        let Some(to) = to.filter(|to| is_there(app, to)) else { return Ok(None) };
        let mut said = Said { unit: unit_name(app, &claimed.unit), name: to.name.clone(), ..Said::default() };
        let mut data = json!({});
        if claimed.kind == "code" && claimed.code.is_none() {
            // It came back meanwhile.
            return Ok(None);
        }
        if let Some(code) = &claimed.code {
            said.code.clone_from(code);
            data = json!({ "code": code });
        }
        if let Some(id) = claimed.notice {
            let Some((key, parts, pressing)) = self.open_parts(id, to) else { return Ok(None) };
            data = said.notice(app, id, key, &parts, &pressing);
        }
        if let Some(id) = claimed.letter {
            let open = |letter: &&Letter| letter.replied_at.is_none() && letter.closed.is_none();
            let letter = self.letters.iter().find(|letter| letter.id == id).filter(open);
            let Some(letter) = letter else { return Ok(None) };
            data = said.letter(letter);
        }
        if let Some(id) = claimed.announcement {
            let its = |(unit, one): &&(UnitCode, Announcement)| *unit == claimed.unit && one.id == id;
            let Some((unit, announcement)) = self.announcements.iter().find(its) else { return Ok(None) };
            data = said.announcement(unit, announcement);
        }
        if let Some(id) = claimed.about {
            let disabled = |about: &&Subscription| about.id == id && about.is_disabled();
            let Some(about) = self.subscriptions.iter().find(disabled) else { return Ok(None) };
            data = said.disabled(app, about);
        }
        Ok(Some(app.messages.write(&claimed.kind, claimed.id.0, claimed.created_at, &said, data)?))
    }

    /// What of a notice the subscription wants to hear, without what was done since; none when nothing is left, or its unit has been
    /// silenced.
    fn open_parts(&self, id: NoticeId, to: &Subscription) -> Option<(&Key, Vec<Part>, Vec<&Pressing>)> {
        let (_, key) = self.notices.iter().find(|(notice, _)| *notice == id)?;
        let receiver = operations::receiver(to, &self.ladder);
        if key.level == Level::Overseer && !receiver.overseer {
            return None;
        }
        // What reaches the leader is said to whoever was to hear it, silenced or not.
        let silenced = self.silenced.contains(&key.unit)
            && key.level.may_be_silenced()
            && receiver.rung(&key.unit, true) != Some(key.level);
        let of_it = self.groups.iter().filter(|(notice, _)| *notice == id).map(|(_, group)| group);
        let said =
            |about: &About| to.wanted.includes(about) && !(silenced && Lamp::told_by(about.step) < Lamp::Red);
        let mut parts = parts_of(of_it.filter(|group| group.open > 0 && said(&group.about)));
        for part in &mut parts {
            part.duties = part.open;
        }
        let pressing = self.pressing.iter().filter(|(notice, one)| *notice == id && said(&one.about));
        let pressing = pressing.map(|(_, one)| one).take(Pressing::MOST).collect();
        (!parts.is_empty()).then_some((key, parts, pressing))
    }
}

impl Said {
    /// Says what a notice says; gives it as data as well.
    fn notice(
        &mut self,
        app: &App,
        id: NoticeId,
        key: &Key,
        parts: &[Part],
        pressing: &[&Pressing],
    ) -> Value {
        self.link = if app.link.is_empty() { String::new() } else { format!("{}{id}", app.link) };
        self.unit = unit_name(app, &key.unit);
        self.text = sentence(&self.unit, parts, &app.kinds);
        self.count = parts.iter().map(|part| part.duties).sum();
        let line = |one: &&Pressing| format!("· {} {}，{} 24:00前", one.item(), one.tail(), one.last_day());
        self.details = pressing.iter().map(line).collect::<Vec<_>>().join("\n");
        let pressing: Vec<_> = pressing
            .iter()
            .map(|one| {
                json!({
                    "duty": one.duty.to_string(), "kind": one.about.kind, "item_code": one.about.item,
                    "item": one.item(), "number_tail": one.tail(), "due": one.due_at,
                })
            })
            .collect();
        let parts: Vec<_> = parts
            .iter()
            .map(|part| json!({ "step": part.step.name(), "kind": part.kind, "duties": part.duties }))
            .collect();
        json!({
            "notice": id.to_string(), "unit": key.unit.as_str(), "level": key.level.name(),
            "text": self.text, "parts": parts, "most_pressing": pressing, "link": self.link,
        })
    }

    /// Says which subscription was disabled; gives it as data as well.
    fn disabled(&mut self, app: &App, about: &Subscription) -> Value {
        self.unit = unit_name(app, &about.unit);
        self.name.clone_from(&about.name);
        json!({ "subscription": about.id.to_string(), "unit": about.unit.as_str(), "name": about.name })
    }

    /// Says which letter is to be answered until when; gives it as data as well.
    fn letter(&mut self, letter: &Letter) -> Value {
        let last = clock::civil_date(letter.due_at - SignedDuration::from_secs(1));
        self.text = format!("{}，请于{last}前回复", letter.number);
        self.count = 1;
        json!({
            "letter": letter.id.to_string(), "number": letter.number.to_string(),
            "unit": letter.unit.as_str(), "text": self.text, "due": letter.due_at,
        })
    }

    /// Says what the joint meeting announces to a unit; gives it as data as well.
    fn announcement(&mut self, unit: &UnitCode, announcement: &Announcement) -> Value {
        announcement.kind.title().clone_into(&mut self.title);
        self.text.clone_from(&announcement.text);
        self.count = 1;
        json!({
            "announcement": announcement.id.to_string(), "kind": announcement.kind.name(),
            "subject": announcement.subject.to_string(), "unit": unit.as_str(), "text": self.text,
        })
    }
}

/// The unit is always there; an official until they leave.
fn is_there(app: &App, to: &Subscription) -> bool {
    let directory = app.reference.directory();
    to.receiver.as_ref().is_none_or(|official| directory.acting(official, &to.unit).is_some())
}

fn unit_name(app: &App, code: &UnitCode) -> String {
    let directory = app.reference.directory();
    directory.unit(code).map_or_else(|| code.to_string(), |unit: &Unit| unit.name.clone())
}
