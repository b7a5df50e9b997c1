using MmAnalyzers.CodeFixes.Fixes;
using MmAnalyzers.Rules.Discipline;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.CodeFixes.Tests.Fixes;

/// <summary>Locks that no statement of the language releases get a <c>finally</c>.</summary>
public sealed class MM2001LockNotReleasedFinallyTests
{
    [Theory]
    [InlineData("SemaphoreSlim _lock = new(1)", "_lock.Wait", "()", "_lock.Release()")]
    [InlineData("Mutex _lock = new()", "_lock.WaitOne", "()", "_lock.ReleaseMutex()")]
    [InlineData("ReaderWriterLockSlim _lock = new()", "_lock.EnterReadLock", "()", "_lock.ExitReadLock()")]
    [InlineData("ReaderWriterLockSlim _lock = new()", "_lock.EnterWriteLock", "()", "_lock.ExitWriteLock()")]
    public Task Fixes_with_finally_what_has_no_statement_of_its_own(string field, string take, string arguments, string release) => Verify.Fix<MM2001LockNotReleased, MM2001LockNotReleasedCodeFix>(
        $$"""
        class Desk
        {
            readonly {{field}};
            int _count;
            int Scan(int price)
            {
                {|MM2001:{{take}}|}{{arguments}}; // taken
                if (price < 0)
                {
                    {{release}};
                    return -1;
                }

                if (price == 0)
                {
                    return 0;
                }

                var count = _count += price;

                // Given back.
                {{release}}; // free
                return count;
            }
        }
        """,
        $$"""
        class Desk
        {
            readonly {{field}};
            int _count;
            int Scan(int price)
            {
                {{take}}{{arguments}}; // taken
                try
                {
                    if (price < 0)
                    {
                        return -1;
                    }

                    if (price == 0)
                    {
                        return 0;
                    }

                    var count = _count += price;
                    return count;
                }
                finally
                {
                    // Given back.
                    {{release}}; // free
                }
            }
        }
        """);

    [Fact]
    public Task Fixes_with_finally_over_await() => Verify.Fix<MM2001LockNotReleased, MM2001LockNotReleasedCodeFix>(
        """
        class Desk
        {
            readonly SemaphoreSlim _lock = new(1);
            async Task Scan(int price, CancellationToken stop)
            {
                await {|MM2001:_lock.WaitAsync|}(stop).ConfigureAwait(false);
                if (price < 0) return;
                await Task.Delay(price, stop);
                _lock.Release();
            }
        }
        """,
        """
        class Desk
        {
            readonly SemaphoreSlim _lock = new(1);
            async Task Scan(int price, CancellationToken stop)
            {
                await _lock.WaitAsync(stop).ConfigureAwait(false);
                try
                {
                    if (price < 0) return;
                    await Task.Delay(price, stop);
                }
                finally
                {
                    _lock.Release();
                }
            }
        }
        """);

    [Fact]
    public Task Fixes_a_spin_lock_with_finally() => Verify.Fix<MM2001LockNotReleased, MM2001LockNotReleasedCodeFix>(
        """
        class Desk
        {
            SpinLock _lock;
            int _count;
            void Scan(int price)
            {
                var taken = false;
                {|MM2001:_lock.Enter|}(ref taken);
                if (price < 0) return;
                _count += price;
                _lock.Exit();
            }
        }
        """,
        """
        class Desk
        {
            SpinLock _lock;
            int _count;
            void Scan(int price)
            {
                var taken = false;
                _lock.Enter(ref taken);
                try
                {
                    if (price < 0) return;
                    _count += price;
                }
                finally
                {
                    _lock.Exit();
                }
            }
        }
        """);
}
