//! `meeting serve`, `meeting migrate`, `meeting config check`: the commands are `shell`'s, the same for every service.

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    meeting::PROGRAM.run().await
}
