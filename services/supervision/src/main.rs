//! `supervision serve`, `supervision migrate`, `supervision config check`: the commands are `shell`'s, the same for every service.

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    supervision::PROGRAM.run().await
}
