namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>The same with WaitAsync: no thread is blocked, and still nothing moves again.</summary>
internal static class SemaphoreAsync
{
    public static Seed Seed { get; } = new(
        "inversion of semaphores across await",
        "Refreshing awaits the token's semaphore and then the connection's; reconnecting awaits the connection's and then, two "
        + "calls down, the token's.",
        ["MM1002"],
        """
        namespace Client;

        public sealed class TokenSource
        {
            private readonly SemaphoreSlim _tokenLock = new(1, 1);
            private string _token = "";

            public async Task RefreshAsync(Connection connection)
            {
                await _tokenLock.WaitAsync();
                try
                {
                    _token = await connection.SendAsync("renew");
                }
                finally
                {
                    _tokenLock.Release();
                }
            }

            public async Task<string> CurrentAsync(CancellationToken cancel)
            {
                await _tokenLock.WaitAsync(cancel).ConfigureAwait(false);
                try
                {
                    return _token;
                }
                finally
                {
                    _tokenLock.Release();
                }
            }
        }

        public sealed class Connection(TokenSource tokens)
        {
            private readonly SemaphoreSlim _wire = new(1, 1);

            public async Task<string> SendAsync(string command)
            {
                await _wire.WaitAsync();
                try
                {
                    await Task.Delay(1);
                    return command + " done";
                }
                finally
                {
                    _wire.Release();
                }
            }

            public async Task ReconnectAsync(CancellationToken cancel)
            {
                await _wire.WaitAsync(cancel);
                try
                {
                    await LogInAsync(cancel);
                }
                finally
                {
                    _wire.Release();
                }
            }

            private async Task LogInAsync(CancellationToken cancel)
            {
                var token = await tokens.CurrentAsync(cancel);
                await Task.Delay(token.Length, cancel);
            }
        }
        """,
        new Edit(
            """
                    await _wire.WaitAsync(cancel);
                    try
                    {
                        await LogInAsync(cancel);
                    }
            """,
            """
                    var token = await tokens.CurrentAsync(cancel);
                    await _wire.WaitAsync(cancel);
                    try
                    {
                        await LogInAsync(token, cancel);
                    }
            """),
        new Edit(
            """
                private async Task LogInAsync(CancellationToken cancel)
                {
                    var token = await tokens.CurrentAsync(cancel);
                    await Task.Delay(token.Length, cancel);
            """,
            """
                private static async Task LogInAsync(string token, CancellationToken cancel)
                {
                    await Task.Delay(token.Length, cancel);
            """));
}
