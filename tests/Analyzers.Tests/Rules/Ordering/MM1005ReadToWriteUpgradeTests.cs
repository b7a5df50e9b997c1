using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Ordering;

public sealed class MM1005ReadToWriteUpgradeTests
{
    [Theory]
    [InlineData("directly", "public void Run() { _rows.EnterReadLock(); {|MM1005:_rows.EnterWriteLock|}(); _rows.ExitWriteLock(); _rows.ExitReadLock(); }")]
    [InlineData("the upgradeable mode", "public void Run() { _rows.EnterReadLock(); {|MM1005:_rows.EnterUpgradeableReadLock|}(); _rows.ExitUpgradeableReadLock(); _rows.ExitReadLock(); }")]
    [InlineData("a try", "public void Run() { _rows.EnterReadLock(); if ({|MM1005:_rows.TryEnterWriteLock|}(10)) { _rows.ExitWriteLock(); } _rows.ExitReadLock(); }")]
    [InlineData("a read lock that was tried", "public void Run() { if (_rows.TryEnterReadLock(10)) { {|MM1005:Write|}(); _rows.ExitReadLock(); } }")]
    [InlineData("one call", "public void Run() { _rows.EnterReadLock(); {|MM1005:Write|}(); _rows.ExitReadLock(); }")]
    [InlineData("three calls", "public void Run() { _rows.EnterReadLock(); {|MM1005:One|}(); _rows.ExitReadLock(); } void One() => Two(); void Two() { if (Free) { Write(); } }")]
    [InlineData("an interface", "public void Run() { _rows.EnterReadLock(); ((IWriter)this).{|MM1005:Write|}(); _rows.ExitReadLock(); }")]
    [InlineData("a virtual member", "public void Run() { _rows.EnterReadLock(); {|MM1005:Overridden|}(); _rows.ExitReadLock(); }")]
    [InlineData("a getter", "public int Run() { _rows.EnterReadLock(); try { return {|MM1005:Value|}; } finally { _rows.ExitReadLock(); } }")]
    [InlineData("a local function", "public void Run() { _rows.EnterReadLock(); {|MM1005:Inner|}(); _rows.ExitReadLock(); void Inner() { _rows.EnterWriteLock(); _rows.ExitWriteLock(); } }")]
    [InlineData("a lambda's own body", "public Action Run() => () => { _rows.EnterReadLock(); {|MM1005:Write|}(); _rows.ExitReadLock(); };")]
    [InlineData("an iterator", "public IEnumerable<int> Run() { _rows.EnterReadLock(); {|MM1005:Write|}(); yield return 1; _rows.ExitReadLock(); }")]
    [InlineData("an async member", "public async Task Run() { await Task.Yield(); _rows.EnterReadLock(); {|MM1005:Write|}(); _rows.ExitReadLock(); }")]
    [InlineData("try and finally", "public void Run() { _rows.EnterReadLock(); try { if (Free) { {|MM1005:Write|}(); } } finally { _rows.ExitReadLock(); } }")]
    [InlineData("a finally", "public void Run() { _rows.EnterReadLock(); try { Work(); } finally { {|MM1005:Write|}(); _rows.ExitReadLock(); } }")]
    [InlineData("a loop", "public void Run(int[] all) { _rows.EnterReadLock(); foreach (var one in all) { {|MM1005:Write|}(); } _rows.ExitReadLock(); }")]
    [InlineData("an alias", "public void Run() { var rows = _rows; rows.EnterReadLock(); {|MM1005:_rows.EnterWriteLock|}(); _rows.ExitWriteLock(); rows.ExitReadLock(); }")]
    [InlineData("a guard", "public void Run() { using (Read()) { {|MM1005:Write|}(); } } IDisposable Read() { _rows.EnterReadLock(); return new Guard(_rows); }")]
    [InlineData("another object's lock", "public void Run(Table other) { other._rows.EnterReadLock(); other.{|MM1005:Write|}(); other._rows.ExitReadLock(); }")]
    [InlineData("a second read before", "public void Run() { _recursive.EnterReadLock(); _recursive.EnterReadLock(); {|MM1005:_recursive.EnterWriteLock|}(); _recursive.ExitWriteLock(); _recursive.ExitReadLock(); _recursive.ExitReadLock(); }")]
    [InlineData("one branch that read", "public void Run(bool read) { if (read) { _rows.EnterReadLock(); } {|MM1005:_rows.EnterWriteLock|}(); _rows.ExitWriteLock(); if (read) { _rows.ExitReadLock(); } }")]
    [InlineData("a read inside an upgradeable one", "public void Run() { _rows.EnterUpgradeableReadLock(); _rows.EnterReadLock(); {|MM1005:_rows.EnterWriteLock|}(); _rows.ExitWriteLock(); _rows.ExitReadLock(); _rows.ExitUpgradeableReadLock(); }")]
    public Task Reports_a_reader_that_takes_the_write_lock_through(string way, string member)
    {
        Assert.NotEmpty(way);
        return Verify.Rule<MM1005ReadToWriteUpgrade>(Frame(member));
    }

    [Theory]
    [InlineData("an upgradeable reader", "public void Run() { _rows.EnterUpgradeableReadLock(); Write(); _rows.ExitUpgradeableReadLock(); }")]
    [InlineData("a read lock left before", "public void Run() { _rows.EnterReadLock(); _rows.ExitReadLock(); Write(); }")]
    [InlineData("a read lock left by a helper", "public void Run() { _rows.EnterReadLock(); End(); Write(); } void End() => _rows.ExitReadLock();")]
    [InlineData("a read lock left in the called member", "public void Run() { _rows.EnterReadLock(); Around(); _rows.ExitReadLock(); } void Around() { _rows.ExitReadLock(); Write(); _rows.EnterReadLock(); }")]
    [InlineData("a try of the read lock that failed", "public void Run() { if (_rows.TryEnterReadLock(0)) { _rows.ExitReadLock(); } else { Write(); } }")]
    [InlineData("another object", "public void Run(Table other) { _rows.EnterReadLock(); other.Write(); _rows.ExitReadLock(); }")]
    [InlineData("another lock", "public void Run() { _recursive.EnterReadLock(); Write(); _recursive.ExitReadLock(); }")]
    [InlineData("a reader of a recursive lock", "public void Run() { _recursive.EnterReadLock(); _recursive.EnterReadLock(); _recursive.ExitReadLock(); _recursive.ExitReadLock(); }")]
    [InlineData("a writer that reads", "public void Run() { _recursive.EnterWriteLock(); _recursive.EnterReadLock(); _recursive.ExitReadLock(); _recursive.ExitWriteLock(); }")]
    [InlineData("a writer that reads and writes", "public void Run() { _recursive.EnterWriteLock(); _recursive.EnterReadLock(); _recursive.EnterWriteLock(); _recursive.ExitWriteLock(); _recursive.ExitReadLock(); _recursive.ExitWriteLock(); }")]
    [InlineData("a recursive upgradeable reader that reads", "public void Run() { _recursive.EnterUpgradeableReadLock(); _recursive.EnterReadLock(); _recursive.EnterWriteLock(); _recursive.ExitWriteLock(); _recursive.ExitReadLock(); _recursive.ExitUpgradeableReadLock(); }")]
    [InlineData("a branch that did not read", "public void Run(bool read) { if (read) { _rows.EnterReadLock(); } if (!read) { Write(); } if (read) { _rows.ExitReadLock(); } }")]
    [InlineData("an argument that says no", "public void Run() { _rows.EnterReadLock(); Maybe(false); _rows.ExitReadLock(); } void Maybe(bool write) { if (write) { Write(); } }")]
    [InlineData("a lambda made while reading", "public Action Run() { _rows.EnterReadLock(); try { return () => Write(); } finally { _rows.ExitReadLock(); } }")]
    [InlineData("a task started while reading", "public Task Run() { _rows.EnterReadLock(); try { return Task.Run(Write); } finally { _rows.ExitReadLock(); } }")]
    [InlineData("a local function only declared", "public Action Run() { _rows.EnterReadLock(); try { return Inner; void Inner() => Write(); } finally { _rows.ExitReadLock(); } }")]
    [InlineData("a policy that is not known", "public void Run() { _unknown.EnterReadLock(); _unknown.EnterWriteLock(); _unknown.ExitWriteLock(); _unknown.ExitReadLock(); }")]
    [InlineData("a reassigned variable", "public void Run(Table a, Table b) { var one = a; one._rows.EnterReadLock(); one = b; one._rows.EnterWriteLock(); one._rows.ExitWriteLock(); a._rows.ExitReadLock(); }")]
    [InlineData("a catch after an unknown point", "public void Run() { try { _rows.EnterReadLock(); Work(); _rows.ExitReadLock(); } catch (Exception) { Write(); } }")]
    [InlineData("a reader asked whether it is one", "public void Run() { _rows.EnterReadLock(); if (_rows.IsReadLockHeld) { _rows.ExitReadLock(); } Write(); }")]
    [InlineData("a write that throws a second time", "public void Run() { _rows.EnterWriteLock(); _rows.EnterWriteLock(); _rows.ExitWriteLock(); _rows.ExitWriteLock(); }")]
    [InlineData("a half-typed body", "public void Run() { _rows.EnterReadLock(); _rows.EnterWriteLock(); {|CS0103:missing|}(); }")]
    public Task Silent_on(string why, string member)
    {
        Assert.NotEmpty(why);
        return Verify.Rule<MM1005ReadToWriteUpgrade>(Frame(member));
    }

    [Theory]
    [InlineData("public void Run() { _rows.EnterReadLock(); {|MM1005:_rows.EnterWriteLock|}(); _rows.ExitWriteLock(); _rows.ExitReadLock(); }")]
    [InlineData("public void Run() { _rows.EnterReadLock(); {|MM1003:_rows.EnterReadLock|}(); _rows.ExitReadLock(); _rows.ExitReadLock(); }")]
    [InlineData("public void Run() { _rows.EnterWriteLock(); {|MM1003:_rows.TryEnterReadLock|}(1); _rows.ExitWriteLock(); }")]
    [InlineData("public void Run() { _rows.EnterReadLock(); {|MM1005:_rows.EnterWriteLock|}(); {|MM1005:_rows.EnterUpgradeableReadLock|}(); _rows.ExitUpgradeableReadLock(); _rows.ExitWriteLock(); _rows.ExitReadLock(); }")]
    public Task One_defect_has_one_id(string member) => Verify.AllRules(Frame(member));

    [Fact]
    public Task Tells_since_when_and_the_way() => Verify.Rule<MM1005ReadToWriteUpgrade>(
        """
        class Table
        {
            readonly ReaderWriterLockSlim _rows = new();
            public void Run()
            {
                {|#1:_rows.EnterReadLock|}();
                {|#0:Middle|}();
                _rows.ExitReadLock();
            }

            void Middle() => {|#2:Write|}();

            void Write()
            {
                {|#3:_rows.EnterWriteLock|}();
                _rows.ExitWriteLock();
            }
        }
        """,
        new DiagnosticResult(MM1005ReadToWriteUpgrade.Descriptor)
            .WithLocation(0).WithLocation(1).WithLocation(0).WithLocation(2).WithLocation(3)
            .WithArguments("Table.Run", "Table._rows", "Test0.cs:6", "write", " via 'Table.Middle' -> 'Table.Write' (Test0.cs:15)", "ReaderWriterLockSlim throws LockRecursionException"));

    [Fact]
    public async Task Properties_tell_the_way_step_by_step()
    {
        var found = Assert.Single(await Analysis.Run(
            new RuleHost<MM1005ReadToWriteUpgrade>(), "using System.Threading; " + Frame("public void Run() { _rows.EnterReadLock(); Write(); _rows.ExitReadLock(); }")));

        Assert.Equal("F:Table._rows>SX", found.Properties["mm.identity"]);
        Assert.Equal("1", found.Properties["mm.threads"]);
        Assert.StartsWith("1|acquire|Table._rows|Table.Run (", found.Properties["mm.step.0"], StringComparison.Ordinal);
        Assert.StartsWith("1|call|Table._rows|Table.Run (", found.Properties["mm.step.1"], StringComparison.Ordinal);
        Assert.StartsWith("1|wait|Table._rows|Table.Write (", found.Properties["mm.step.2"], StringComparison.Ordinal);
        Assert.Equal(3, found.AdditionalLocations.Count);
    }

    [Fact]
    public async Task Messages_are_cut_in_the_middle_of_the_path()
    {
        var names = Enumerable.Range(0, 11).Select(i => $"WriteAfterLookingAtEverythingElse{i}").ToList();
        var members = string.Concat(names.Zip(names.Skip(1).Append("Write")).Select(pair => $"void {pair.First}() => {pair.Second}();\n"));
        var found = Assert.Single(await Analysis.Run(
            new RuleHost<MM1005ReadToWriteUpgrade>(), Frame($"public void Run() {{ _rows.EnterReadLock(); {names[0]}(); _rows.ExitReadLock(); }} {members}")));

        var message = found.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(message.Length, 300, 400);
        Assert.Contains(" -> ... -> ", message, StringComparison.Ordinal);
        Assert.Contains("'Table.Write' (", message, StringComparison.Ordinal);
        Assert.EndsWith("throws LockRecursionException", message, StringComparison.Ordinal);
    }

    private static string Frame(string member) => $$"""
        interface IWriter { void Write(); }
        class Table : IWriter
        {
            readonly ReaderWriterLockSlim _rows = new(), _recursive = new(LockRecursionPolicy.SupportsRecursion);
            readonly ReaderWriterLockSlim _unknown;
            public Table(LockRecursionPolicy policy) => _unknown = new(policy);
            {{member}}
            public void Write() { _rows.EnterWriteLock(); try { Work(); } finally { _rows.ExitWriteLock(); } }
            public virtual void Overridden() => Write();
            int Value { get { Write(); return 1; } }
            static bool Free => Environment.TickCount > 0;
            static void Work() { }
        }
        sealed class Guard(ReaderWriterLockSlim rows) : IDisposable { public void Dispose() => rows.ExitReadLock(); }
        """;
}
