//! A list comes in pages, which are asked for until enough is shown.

use clap::{Args, value_parser};
use tonic::Status;

use crate::{failure::Failure, output::Output};

/// How much of a list is wanted.
#[derive(Args, Clone, Debug)]
pub(crate) struct Pages {
    /// 最多列出多少条 / list at most this many
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(crate) limit: usize,
    /// 全部列出 / list all
    #[arg(long, conflicts_with = "limit")]
    pub(crate) all: bool,
    /// 每次调用取多少条 / how many a call
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = value_parser!(i32).range(1..=500))]
    pub(crate) page_size: i32,
}

impl Pages {
    /// Asks `fetch` for page after page, given the size and the token. Says on stderr when there is more.
    pub(crate) async fn collect<T>(
        &self,
        output: &mut Output,
        mut fetch: impl AsyncFnMut(i32, String) -> Result<(Vec<T>, String), Status>,
    ) -> Result<Vec<T>, Failure> {
        let limit = if self.all { usize::MAX } else { self.limit };
        let mut found = Vec::new();
        let mut token = String::new();
        loop {
            let (page, next) = fetch(self.page_size, token).await?;
            found.extend(page);
            if found.len() > limit || (found.len() == limit && !next.is_empty()) {
                found.truncate(limit);
                output.warn(&format!(
                    "只列出前 {limit} 条，还有更多；用 --limit 或 --all / only the first {limit}: use --limit or --all"
                ))?;
                return Ok(found);
            }
            if next.is_empty() {
                return Ok(found);
            }
            token = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Format, Spool};

    async fn collect(limit: usize, all: bool) -> (Vec<usize>, usize, String) {
        let spool = Spool::default();
        let mut output = Output::to(spool.out(), spool.err(), Format::Json);
        let mut calls = 0;
        let pages = Pages { limit, all, page_size: 2 };
        let found = pages
            .collect(&mut output, async |size, token| {
                calls += 1;
                assert_eq!(size, 2);
                let at: usize = token.parse().unwrap_or(0);
                Ok(((at..5).take(2).collect(), if at + 2 < 5 { (at + 2).to_string() } else { String::new() }))
            })
            .await
            .unwrap();
        (found, calls, spool.err_text())
    }

    #[tokio::test]
    async fn all_pages_are_read() {
        let (found, calls, note) = collect(1, true).await;
        assert_eq!((found.len(), calls, note.as_str()), (5, 3, ""));
    }

    #[tokio::test]
    async fn a_list_that_was_cut_says_so() {
        let (found, calls, note) = collect(4, false).await;
        assert_eq!((found, calls), (vec![0, 1, 2, 3], 2));
        assert!(note.contains("--all"), "{note}");
    }

    #[tokio::test]
    async fn a_list_that_just_fits_says_nothing() {
        let (found, _, note) = collect(5, false).await;
        assert_eq!((found.len(), note.as_str()), (5, ""));
    }
}
