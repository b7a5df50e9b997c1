using MmAnalyzers.CodeFixes.Fixes;
using MmAnalyzers.Rules.Discipline;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.CodeFixes.Tests.Fixes;

public sealed class MM2001LockNotReleasedCodeFixTests
{
    [Fact]
    public Task Fixes_a_leak_by_return_and_takes_the_result_along() => Fixes(
        """
            decimal CheckOut()
            {
                {|MM2001:Monitor.Enter|}(_desk);
                if (_prices.Count == 0)
                {
                    return 0m;
                }

                var sum = _prices.Sum();
                _prices.Clear();
                Monitor.Exit(_desk);
                return sum;
            }
        """,
        """
            decimal CheckOut()
            {
                lock (_desk)
                {
                    if (_prices.Count == 0)
                    {
                        return 0m;
                    }

                    var sum = _prices.Sum();
                    _prices.Clear();
                    return sum;
                }
            }
        """);

    [Fact]
    public Task Fixes_a_leak_by_throw_and_keeps_what_follows_outside() => Fixes(
        """
            void Scan(decimal price)
            {
                Trace("scan");
                {|MM2001:Monitor.Enter|}(this._desk);

                if (price < 0) throw new ArgumentOutOfRangeException(nameof(price));
                _prices.Add(price);

                Monitor.Exit(this._desk);
                Trace("scanned");
            }
        """,
        """
            void Scan(decimal price)
            {
                Trace("scan");
                lock (this._desk)
                {
                    if (price < 0) throw new ArgumentOutOfRangeException(nameof(price));
                    _prices.Add(price);
                }
                Trace("scanned");
            }
        """);

    [Fact]
    public Task Fixes_and_removes_early_releases() => Fixes(
        """
            int Find(decimal price)
            {
                {|MM2001:Monitor.Enter|}(_desk);
                if (_prices.Count == 0)
                {
                    Monitor.Exit(_desk);
                    return -1;
                }

                foreach (var known in _prices)
                {
                    if (known == price)
                    {
                        return 1;
                    }
                }

                switch (_prices.Count)
                {
                    case 1:
                        Monitor.Exit(_desk);
                        return 2;
                    default:
                        break;
                }

                Monitor.Exit(_desk);
                return 0;
            }
        """,
        """
            int Find(decimal price)
            {
                lock (_desk)
                {
                    if (_prices.Count == 0)
                    {
                        return -1;
                    }

                    foreach (var known in _prices)
                    {
                        if (known == price)
                        {
                            return 1;
                        }
                    }

                    switch (_prices.Count)
                    {
                        case 1:
                            return 2;
                        default:
                            break;
                    }
                }
                return 0;
            }
        """);

    [Fact]
    public Task Fixes_a_section_in_a_loop() => Fixes(
        """
            void Drain()
            {
                for (var i = 0; i < 3; i++)
                {
                    {|MM2001:Monitor.Enter|}(_desk);
                    if (_prices.Count == 0)
                    {
                        Monitor.Exit(_desk);
                        continue;
                    }

                    if (_prices.Count == 1)
                    {
                        break;
                    }

                    _prices.RemoveAt(0);
                    Monitor.Exit(_desk);
                }
            }
        """,
        """
            void Drain()
            {
                for (var i = 0; i < 3; i++)
                {
                    lock (_desk)
                    {
                        if (_prices.Count == 0)
                        {
                            continue;
                        }

                        if (_prices.Count == 1)
                        {
                            break;
                        }

                        _prices.RemoveAt(0);
                    }
                }
            }
        """);

    [Fact]
    public Task Keeps_every_comment() => Fixes(
        """
            bool TryScan(decimal price)
            {
                // Before.
                {|MM2001:Monitor.Enter|}(_desk); // taken
                // First.
                if (price < 0)
                {
                    // Nothing to do.
                    Monitor.Exit(_desk); // given back
                    // Tell the caller.
                    return false; // no
                }

                if (price == 0) return false; /* free */

                _prices.Add(price); // known
                // Done.
                Monitor.Exit(_desk); // free again
                // After.
                return true;
            }
        """,
        """
            bool TryScan(decimal price)
            {
                // Before.
                lock (_desk) // taken
                {
                    // First.
                    if (price < 0)
                    {
                        // Nothing to do.
                        // given back
                        // Tell the caller.
                        return false; // no
                    }

                    if (price == 0) return false; /* free */

                    _prices.Add(price); // known
                    // Done.
                } // free again
                // After.
                return true;
            }
        """);

    [Fact]
    public Task Fixes_the_way_into_a_try_that_comes_too_late() => Fixes(
        """
            void Scan(decimal price)
            {
                {|MM2001:Monitor.Enter|}(_desk);
                if (price < 0) return;
                try
                {
                    _prices.Add(price);
                }
                finally
                {
                    Monitor.Exit(_desk);
                }
            }
        """,
        """
            void Scan(decimal price)
            {
                lock (_desk)
                {
                    if (price < 0) return;
                    _prices.Add(price);
                }
            }
        """);

    [Fact]
    public Task Fixes_two_locks_in_one_body_one_after_the_other() => Fixes(
        """
            void Move(decimal price)
            {
                {|MM2001:Monitor.Enter|}(_desk);
                if (price < 0) return;
                Monitor.Exit(_desk);
                {|MM2001:_gate.Enter|}();
                if (price > 9) return;
                _gate.Exit();
            }

            void Again(decimal price)
            {
                {|MM2001:Monitor.Enter|}(_desk);
                if (price < 0) return;
                Monitor.Exit(_desk);
            }
        """,
        """
            void Move(decimal price)
            {
                lock (_desk)
                {
                    if (price < 0) return;
                }
                lock (_gate)
                {
                    if (price > 9) return;
                }
            }

            void Again(decimal price)
            {
                lock (_desk)
                {
                    if (price < 0) return;
                }
            }
        """);

    [Fact]
    public Task Fixes_nested_sections_of_two_locks() => Fixes(
        """
            void Move(decimal price)
            {
                {|MM2001:Monitor.Enter|}(_desk);
                {|MM2001:_gate.Enter|}();
                if (price < 0) return;
                _gate.Exit();
                Monitor.Exit(_desk);
            }
        """,
        """
            void Move(decimal price)
            {
                lock (_desk)
                {
                    lock (_gate)
                    {
                        if (price < 0) return;
                    }
                }
            }
        """);

    [Fact]
    public async Task Title_names_the_lock()
    {
        var titles = new List<string>();
        var test = new MmCodeFixTest<MM2001LockNotReleased, MM2001LockNotReleasedCodeFix>
        {
            TestCode = Desk.With("    void Scan(bool found) {\n        {|MM2001:Monitor.Enter|}(_desk);\n        if (found) return;\n        Monitor.Exit(_desk);\n    }"),
            FixedCode = Desk.With("    void Scan(bool found) {\n        lock (_desk)\n        {\n            if (found) return;\n        }\n    }"),
            CodeActionEquivalenceKey = nameof(MM2001LockNotReleasedCodeFix),
            CodeActionVerifier = (action, _) => titles.Add(action.Title),
        };
        await test.RunAsync(CancellationToken.None);
        Assert.Equal("Hold 'Desk._desk' by a lock statement", Assert.Single(titles.Distinct()));
    }

    [Fact]
    public Task Keeps_line_ends_of_the_file() => Fixes(
        Windows("    void Scan() { {|MM2001:Monitor.Enter|}(_desk);\n        if (_prices.Count == 0) return;\n        Monitor.Exit(_desk);\n    }\n"),
        Windows("    void Scan() {\n        lock (_desk)\n        {\n            if (_prices.Count == 0) return;\n        }\n    }\n"));

    private static string Windows(string text) => text.ReplaceLineEndings("\r\n");

    private static Task Fixes(string members, string fixedMembers) =>
        Verify.Fix<MM2001LockNotReleased, MM2001LockNotReleasedCodeFix>(Desk.With(members), Desk.With(fixedMembers));
}
