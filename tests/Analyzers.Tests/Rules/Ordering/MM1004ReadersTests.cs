using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Ordering;

/// <summary>Two readers wait for each other only where writers queue between them.</summary>
public sealed class MM1004ReadersTests
{
    private const string Both = "public void Run(Table other) { _rows.EnterReadLock(); {|MM1004:other._rows.EnterReadLock|}(); other._rows.ExitReadLock(); _rows.ExitReadLock(); }";

    [Theory]
    [InlineData("a writer", "public void Write() { _rows.EnterWriteLock(); _rows.ExitWriteLock(); }")]
    [InlineData("a private writer", "void Write() { _rows.EnterWriteLock(); _rows.ExitWriteLock(); }")]
    [InlineData("a writer of another table", "public void Write(Table to) { to._rows.EnterWriteLock(); to._rows.ExitWriteLock(); }")]
    [InlineData("a writer in a lambda", "public Action Write() => () => { _rows.EnterWriteLock(); _rows.ExitWriteLock(); };")]
    [InlineData("an upgrade", "public void Write() { _rows.EnterUpgradeableReadLock(); _rows.EnterWriteLock(); _rows.ExitWriteLock(); _rows.ExitUpgradeableReadLock(); }")]
    public Task Reports_beside(string who, string writer)
    {
        Assert.NotEmpty(who);
        return Verify.Rule<MM1004UnorderedSameClassNesting>(Frame(Both + writer));
    }

    [Theory]
    [InlineData("nobody", "")]
    [InlineData("other readers", "public void Read() { _rows.EnterReadLock(); _rows.ExitReadLock(); }")]
    [InlineData("a writer of another lock", "readonly ReaderWriterLockSlim _columns = new(); public void Write() { _columns.EnterWriteLock(); _columns.ExitWriteLock(); }")]
    [InlineData("an upgradeable reader that never writes", "public void Read() { _rows.EnterUpgradeableReadLock(); _rows.ExitUpgradeableReadLock(); }")]
    public Task Silent_beside(string who, string others)
    {
        Assert.NotEmpty(who);
        return Verify.Rule<MM1004UnorderedSameClassNesting>(Frame(Both.Replace("{|MM1004:other._rows.EnterReadLock|}", "other._rows.EnterReadLock", StringComparison.Ordinal) + others));
    }

    [Fact]
    public Task Silent_where_a_key_decides() => Verify.Rule<MM1004UnorderedSameClassNesting>(Frame("""
        readonly int _id;
        public Table(int id) => _id = id;
        public void Run(Table other)
        {
            var first = _id < other._id ? this : other;
            var second = _id < other._id ? other : this;
            first._rows.EnterReadLock();
            second._rows.EnterReadLock();
            second._rows.ExitReadLock();
            first._rows.ExitReadLock();
        }
        public void Write() { _rows.EnterWriteLock(); _rows.ExitWriteLock(); }
        """));

    [Fact]
    public Task Says_that_it_takes_writers() => Verify.Message<MM1004UnorderedSameClassNesting>(
        "class Table { readonly System.Threading.ReaderWriterLockSlim _rows = new(); void Write() { _rows.EnterWriteLock(); _rows.ExitWriteLock(); } " + Both + " }",
        "Unordered: 'Table.Run' holds 'Table._rows' of 'this' since Test0.cs:1 and takes that of 'other'; a thread that comes with the two exchanged waits for this one, and this one for it, once writers wait for both");

    private static string Frame(string members) => "class Table { readonly ReaderWriterLockSlim _rows = new(); " + members + " }";
}
