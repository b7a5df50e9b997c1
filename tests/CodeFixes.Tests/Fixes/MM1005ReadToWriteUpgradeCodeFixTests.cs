using MmAnalyzers.CodeFixes.Fixes;
using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.CodeFixes.Tests.Fixes;

public sealed class MM1005ReadToWriteUpgradeCodeFixTests
{
    [Fact]
    public Task Enters_upgradeable_and_leaves_upgradeable() => Fixes(
        """
            void Add(int key)
            {
                // Look first.
                _rows.EnterReadLock(); // shared
                try
                {
                    if (!_keys.Contains(key))
                    {
                        {|MM1005:_rows.EnterWriteLock|}();
                        try { _keys.Add(key); } finally { _rows.ExitWriteLock(); }
                    }
                }
                finally
                {
                    _rows.ExitReadLock();
                }
            }
        """,
        """
            void Add(int key)
            {
                // Look first.
                _rows.EnterUpgradeableReadLock(); // shared
                try
                {
                    if (!_keys.Contains(key))
                    {
                        _rows.EnterWriteLock();
                        try { _keys.Add(key); } finally { _rows.ExitWriteLock(); }
                    }
                }
                finally
                {
                    _rows.ExitUpgradeableReadLock();
                }
            }
        """);

    [Fact]
    public Task Changes_every_leaving_and_no_other_lock() => Fixes(
        """
            bool Add(int key)
            {
                _other.EnterReadLock();
                _other.ExitReadLock();
                this._rows.EnterReadLock();
                if (_keys.Contains(key))
                {
                    this._rows.ExitReadLock();
                    return false;
                }

                {|MM1005:_rows.EnterWriteLock|}();
                _keys.Add(key);
                _rows.ExitWriteLock();
                _rows.ExitReadLock();
                return true;
            }
        """,
        """
            bool Add(int key)
            {
                _other.EnterReadLock();
                _other.ExitReadLock();
                this._rows.EnterUpgradeableReadLock();
                if (_keys.Contains(key))
                {
                    this._rows.ExitUpgradeableReadLock();
                    return false;
                }

                _rows.EnterWriteLock();
                _keys.Add(key);
                _rows.ExitWriteLock();
                _rows.ExitUpgradeableReadLock();
                return true;
            }
        """);

    [Fact]
    public Task Fixes_all_of_a_file() => Fixes(
        """
            void Add(int key)
            {
                _rows.EnterReadLock();
                {|MM1005:_rows.EnterWriteLock|}();
                _rows.ExitWriteLock();
                {|MM1005:_rows.EnterWriteLock|}();
                _rows.ExitWriteLock();
                _rows.ExitReadLock();
            }

            void Remove(int key)
            {
                _other.EnterReadLock();
                {|MM1005:_other.EnterWriteLock|}();
                _other.ExitWriteLock();
                _other.ExitReadLock();
            }
        """,
        """
            void Add(int key)
            {
                _rows.EnterUpgradeableReadLock();
                _rows.EnterWriteLock();
                _rows.ExitWriteLock();
                _rows.EnterWriteLock();
                _rows.ExitWriteLock();
                _rows.ExitUpgradeableReadLock();
            }

            void Remove(int key)
            {
                _other.EnterUpgradeableReadLock();
                _other.EnterWriteLock();
                _other.ExitWriteLock();
                _other.ExitUpgradeableReadLock();
            }
        """,
        iterations: 2);

    [Fact]
    public Task Leaves_the_read_lock_where_it_wants_the_upgradeable_one() => Fixes(
        """
            void Add(int key)
            {
                _rows.EnterReadLock();
                try
                {
                    Look();

                    // Now it gets serious.
                    {|MM1005:_rows.EnterUpgradeableReadLock|}(); // one of us
                    try
                    {
                        Look();
                    }
                    finally
                    {
                        _rows.ExitUpgradeableReadLock();
                    }
                }
                finally
                {
                    _rows.ExitReadLock();
                }
            }
        """,
        """
            void Add(int key)
            {
                _rows.EnterReadLock();
                try
                {
                    Look();

                    // Now it gets serious.
                    _rows.ExitReadLock();
                    _rows.EnterUpgradeableReadLock(); // one of us
                    // The read lock was given up here: check again what was read before.
                    try
                    {
                        Look();
                    }
                    finally
                    {
                        _rows.ExitUpgradeableReadLock();
                        _rows.EnterReadLock();
                    }
                }
                finally
                {
                    _rows.ExitReadLock();
                }
            }
        """);

    [Fact]
    public Task Leaves_the_read_lock_around_a_plain_section() => Fixes(
        """
            void Add(int key)
            {
                _rows.EnterReadLock();
                {|MM1005:_rows.EnterUpgradeableReadLock|}();
                Look();
                _rows.ExitUpgradeableReadLock();
                _rows.ExitReadLock();
            }
        """.Replace("        Look();\n", string.Empty, StringComparison.Ordinal),
        """
            void Add(int key)
            {
                _rows.EnterReadLock();
                _rows.ExitReadLock();
                _rows.EnterUpgradeableReadLock();
                // The read lock was given up here: check again what was read before.
                _rows.ExitUpgradeableReadLock();
                _rows.EnterReadLock();
                _rows.ExitReadLock();
            }
        """);

    [Theory]
    [InlineData("the write lock is taken by a call", "void Add() { _rows.EnterReadLock(); {|MM1005:Write|}(); _rows.ExitReadLock(); }")]
    [InlineData("the read lock was taken by a call", "void Add() { Begin(); {|MM1005:_rows.EnterWriteLock|}(); _rows.ExitWriteLock(); End(); }")]
    [InlineData("a lambda leaves it", "void Add() { _rows.EnterReadLock(); Action end = () => _rows.ExitReadLock(); {|MM1005:_rows.EnterWriteLock|}(); _rows.ExitWriteLock(); end(); _rows.ExitReadLock(); }")]
    [InlineData("it is entered twice", "void Add(bool early) { if (early) { _rows.EnterReadLock(); } else { _rows.EnterReadLock(); } {|MM1005:_rows.EnterWriteLock|}(); _rows.ExitWriteLock(); _rows.ExitReadLock(); }")]
    [InlineData("somebody asks for the mode", "void Add() { _rows.EnterReadLock(); {|MM1005:_rows.EnterWriteLock|}(); _rows.ExitWriteLock(); if (_rows.IsReadLockHeld) { _rows.ExitReadLock(); } }")]
    [InlineData("an upgradeable section leaves early", "int Add(bool early) { _rows.EnterReadLock(); {|MM1005:_rows.EnterUpgradeableReadLock|}(); if (early) { _rows.ExitUpgradeableReadLock(); _rows.ExitReadLock(); return 1; } _rows.ExitUpgradeableReadLock(); _rows.ExitReadLock(); return 0; }")]
    public Task Offers_nothing_when(string why, string members)
    {
        Assert.NotEmpty(why);
        return Verify.NoFix<MM1005ReadToWriteUpgrade, MM1005ReadToWriteUpgradeCodeFix>(With(members));
    }

    [Fact]
    public Task Keeps_the_ends_of_lines() => Fixes(
        """
            void Add(int key)
            {
                _rows.EnterReadLock();
                {|MM1005:_rows.EnterUpgradeableReadLock|}();
                _rows.ExitUpgradeableReadLock();
                _rows.ExitReadLock();
            }
        """.ReplaceLineEndings("\r\n"),
        """
            void Add(int key)
            {
                _rows.EnterReadLock();
                _rows.ExitReadLock();
                _rows.EnterUpgradeableReadLock();
                // The read lock was given up here: check again what was read before.
                _rows.ExitUpgradeableReadLock();
                _rows.EnterReadLock();
                _rows.ExitReadLock();
            }
        """.ReplaceLineEndings("\r\n"));

    private static Task Fixes(string members, string fixedMembers, int? iterations = null) =>
        Verify.Fix<MM1005ReadToWriteUpgrade, MM1005ReadToWriteUpgradeCodeFix>(With(members), With(fixedMembers), iterations);

    private static string With(string members)
    {
        const string Head = """
            class Table
            {
                private readonly ReaderWriterLockSlim _rows = new(), _other = new();
                private readonly List<int> _keys = [];
                void Begin() => _rows.EnterReadLock();
                void End() => _rows.ExitReadLock();
                void Write() { _rows.EnterWriteLock(); _rows.ExitWriteLock(); }
                static void Look() { }

            """;
        var text = Head + members + "\n}\n";
        return members.Contains('\r', StringComparison.Ordinal) ? text.ReplaceLineEndings("\r\n") : text;
    }
}
