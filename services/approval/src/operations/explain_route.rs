//! Says where decisions would go (Art. 4, 22), and why, step by step.

use std::collections::BTreeMap;

use ids::{ItemCode, UnitCode};
use jiff::civil::Date;

use super::Grounds;
use crate::{
    model::{Item, ResponsibilityMap, responsibility_map::Responsibility},
    rules::{
        item_of_licence::{self, Candidate},
        standing::Standing,
    },
};

/// What is known of a licence.
#[derive(Clone, Debug)]
pub(crate) struct Licence {
    /// Its item, where it is known.
    pub(crate) item: Option<ItemCode>,
    /// 许可证书名称, which finds the item otherwise.
    pub(crate) certificate_name: String,
    /// 许可内容, which decides where a certificate name fits several items.
    pub(crate) content: String,
}

/// Where a decision would go.
#[derive(Clone, Default, Debug)]
pub(crate) struct Route {
    /// The item that was found.
    pub(crate) item: Option<ItemCode>,
    /// Its name.
    pub(crate) item_name: String,
    /// Approval and supervision of the item are not separated (Art. 2): there is nobody to push to.
    pub(crate) out_of_scope: bool,
    /// A major item (Art. 12).
    pub(crate) major: bool,
    /// Its supervisors.
    pub(crate) responsibility: Option<Responsibility>,
    /// Version of the map used; 0 where none was needed or in force.
    pub(crate) map_version: i64,
    /// 依据 of that version.
    pub(crate) legal_basis: String,
    /// The steps in words, in Chinese. Where nobody was found, the last says why.
    pub(crate) steps: Vec<String>,
}

/// The route of a licence decided on `day`.
pub(crate) fn explain_route(grounds: &Grounds, day: Date, licence: &Licence) -> Route {
    let mut route = Route::default();
    if let Some(item) = item_of(licence, &grounds.items, &mut route.steps) {
        route.item = Some(item.code.clone());
        route.item_name.clone_from(&item.name);
        route.out_of_scope = !item.separated;
        route.major = item.major;
        supervise(&mut route, item, day, grounds.map_on(day));
        only_standing_units(&mut route, &grounds.standings);
    }
    route
}

fn item_of<'a>(licence: &Licence, items: &'a [Item], steps: &mut Vec<String>) -> Option<&'a Item> {
    if let Some(code) = &licence.item {
        let found = items.iter().find(|item| item.code == *code);
        steps.push(match found {
            Some(item) => format!("事项编码{code}：{}", item.name),
            None => format!("目录中没有事项{code}，待人工分派"),
        });
        return found;
    }
    let candidates: Vec<_> = items
        .iter()
        .map(|item| Candidate { code: &item.code, name: &item.name, certificate: &item.certificate_name })
        .collect();
    match item_of_licence::resolve(&licence.certificate_name, &licence.content, &candidates) {
        Ok(found) => {
            steps.push(format!("按许可证书名称和许可内容确定事项{}：{}", found.code, found.name));
            items.iter().find(|item| item.code == *found.code)
        }
        Err(reason) => {
            steps.push(format!("{reason}，待人工分派"));
            None
        }
    }
}

fn supervise(route: &mut Route, item: &Item, day: Date, map: Option<&ResponsibilityMap>) {
    if route.out_of_scope {
        route.steps.push("该事项未实行审管分离，无需推送".to_owned());
        return;
    }
    let Some(map) = map else {
        route.steps.push(format!("{day}没有生效的审管责任清单，待人工分派"));
        return;
    };
    route.steps.push(format!("{day}适用审管责任清单第{}版（依据：{}）", map.version, map.legal_basis));
    route.map_version = map.version;
    route.legal_basis.clone_from(&map.legal_basis);
    route.responsibility = map.responsibilities.iter().find(|line| line.item == item.code).cloned();
    route.steps.push(match &route.responsibility {
        Some(line) => in_words(line),
        None => format!("第{}版清单中没有事项{}的监管单位，待人工分派", map.version, item.code),
    });
}

/// A unit that was dissolved since receives nothing: what is its waits for a person, and for a new map.
fn only_standing_units(route: &mut Route, standings: &BTreeMap<UnitCode, Standing>) {
    let Some(line) = &route.responsibility else { return };
    let units = std::iter::once(&line.lead).chain(&line.others);
    let gone: Vec<_> = units
        .filter(|unit| standings.get(*unit) != Some(&Standing::Supervises))
        .map(ToString::to_string)
        .collect();
    if !gone.is_empty() {
        route.responsibility = None;
        route.steps.push(format!("清单中的监管单位{}已停用，待人工分派", gone.join("、")));
    }
}

fn in_words(line: &Responsibility) -> String {
    let others: Vec<_> = line.others.iter().map(ToString::to_string).collect();
    match others.as_slice() {
        [] => format!("牵头监管单位{}", line.lead),
        others => format!("牵头监管单位{}，其他监管单位{}", line.lead, others.join("、")),
    }
}
