using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Engine;

/// <summary>The locks that .NET had before the slim ones.</summary>
public sealed class OldPrimitivesTests
{
    [Theory]
    [InlineData("_s.WaitOne(); if (b) { return; } _s.Release();", "MM2001")]
    [InlineData("_s.WaitOne(); _s.WaitOne(); _s.Release(2);", "MM1003")]
    [InlineData("_s.WaitOne(); _s.Release(); _s.Release();", "MM2002")]
    [InlineData("_rw.AcquireReaderLock(-1); if (b) { return; } _rw.ReleaseReaderLock();", "MM2001")]
    [InlineData("_rw.AcquireWriterLock(100); if (b) { return; } _rw.ReleaseWriterLock();", "MM2001")]
    [InlineData("_rw.AcquireWriterLock(-1); _rw.ReleaseWriterLock(); _rw.ReleaseWriterLock();", "MM2002")]
    public async Task Reports(string body, string id) => Assert.Contains(id, await IdsOf(Using(body)));

    [Theory]
    [InlineData("_s.WaitOne(); try { Console.Beep(); } finally { _s.Release(); }")]
    [InlineData("if (_s.WaitOne(100)) { try { Console.Beep(); } finally { _s.Release(); } }")]
    [InlineData("_signal.WaitOne(); Console.Beep();")]
    [InlineData("_two.WaitOne(); _two.WaitOne(); _two.Release(2);")]
    [InlineData("_rw.AcquireWriterLock(-1); try { _rw.AcquireReaderLock(-1); _rw.ReleaseReaderLock(); } finally { _rw.ReleaseWriterLock(); }")]
    [InlineData("_rw.AcquireReaderLock(-1); try { var c = _rw.UpgradeToWriterLock(-1); _rw.DowngradeFromWriterLock(ref c); } finally { _rw.ReleaseReaderLock(); }")]
    [InlineData("_rw.AcquireReaderLock(-1); _rw.UpgradeToWriterLock(-1); _rw.ReleaseWriterLock();")]
    [InlineData("_rw.AcquireWriterLock(-1); try { if (b) { return; } } finally { _rw.ReleaseLock(); }")]
    public async Task Silent(string body) => Assert.Empty(await IdsOf(Using(body)));

    [Theory]
    [InlineData("_rw.AcquireWriterLock(-1)", true)]
    [InlineData("_rw.AcquireReaderLock(-1)", true)]
    [InlineData("_rw.AcquireWriterLock(50)", false)]
    public async Task Cycle_is_reported_unless_the_wait_for_the_old_lock_ends(string acquire, bool isReported)
    {
        var source = $$"""
            public class A
            {
                private readonly ReaderWriterLock _rw = new();
                private readonly object _x = new();
                public void One() { lock (_x) { {{acquire}}; Console.Beep(); _rw.ReleaseLock(); } }
                public void Two() { _rw.AcquireWriterLock(-1); try { lock (_x) { } } finally { _rw.ReleaseWriterLock(); } }
            }
            """;

        Assert.Equal(isReported, (await IdsOf(source)).Contains("MM1002"));
    }

    private static string Using(string body) => $$"""
        public class A
        {
            private readonly Semaphore _s = new(1, 1);
            private readonly Semaphore _two = new(2, 2);
            private readonly Semaphore _signal = new(0, 1);
            private readonly ReaderWriterLock _rw = new();
            public void M(bool b) { {{body}} }
        }
        """;

    private static async Task<string[]> IdsOf(string source) =>
        [.. (await Analysis.Run(new LockAnalyzer(), new AnalysisInput(source))).Select(diagnostic => diagnostic.Id).Distinct()];
}
