using System.Reflection;
using System.Text.RegularExpressions;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Tests.Engine.Symbols;

/// <summary>The catalogue against the framework that runs this test.</summary>
public sealed partial class LockCatalogueTests
{
    // Members whose names look like locking but that take or give no lock, each with the reason.
    private static readonly Dictionary<string, string> NotLocks = new(StringComparer.Ordinal)
    {
        ["Monitor.Wait(Object)"] = "Waits for a pulse: a wait, in which the lock is given back and taken again.",
        ["Monitor.Wait(Object,Int32)"] = "As above.",
        ["Monitor.Wait(Object,TimeSpan)"] = "As above.",
        ["Monitor.Wait(Object,Int32,Boolean)"] = "As above.",
        ["Monitor.Wait(Object,TimeSpan,Boolean)"] = "As above.",
        ["SpinLock.IsHeld"] = "Says that somebody holds it, not that the caller does.",
        ["Mutex.WaitAll"] = "Static on the base class: waits for several handles, of which each may be anything.",
        ["Mutex.WaitAny"] = "As above.",
        ["Semaphore.WaitAll"] = "As above.",
        ["Semaphore.WaitAny"] = "As above.",
    };

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, LockCatalogue.Rows.Length)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Row_names_exactly_one_public_member(int index)
    {
        var row = LockCatalogue.Rows[index];

        var members = Candidates(row.Family).Where(member => member.Name == row.Method && (row.Parameters is null || row.Parameters == Parameters(member))).ToList();

        Assert.True(members.Count == 1, $"{row} names {members.Count} members");
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Row_says_what_the_member_returns(int index)
    {
        var row = LockCatalogue.Rows[index];
        var member = Candidates(row.Family).First(candidate => candidate.Name == row.Method && (row.Parameters is null || row.Parameters == Parameters(candidate)));

        Assert.Equal(row.Action == LockAction.IsHeld && row.Parameters is null ? MemberTypes.Property : MemberTypes.Method, member.MemberType);
        if (member is MethodInfo method)
        {
            switch (row.Outcome)
            {
                case LockOutcome.Result:
                    Assert.Equal(typeof(bool), method.ReturnType);
                    break;
                case LockOutcome.TakenFlag:
                    Assert.Equal(typeof(bool).MakeByRefType(), method.GetParameters()[^1].ParameterType);
                    break;
                case LockOutcome.Awaited:
                    Assert.True(typeof(Task).IsAssignableFrom(method.ReturnType));
                    Assert.Equal(row.Action == LockAction.TryAcquire, method.ReturnType == typeof(Task<bool>));
                    break;
                case LockOutcome.Guard:
                    Assert.NotNull(method.ReturnType.GetMethod("Dispose"));
                    break;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Row_is_found_under_a_token_of_the_prefilter(int index)
    {
        var row = LockCatalogue.Rows[index];

        Assert.True(row.Action == LockAction.IsHeld || MmAnalyzers.Engine.Source.LockTokens.KindOf(row.Method) != MmAnalyzers.Engine.Source.TokenKinds.None, row.ToString());
    }

    [Theory]
    [InlineData(LockFamily.Monitor)]
    [InlineData(LockFamily.Lock)]
    [InlineData(LockFamily.SpinLock)]
    [InlineData(LockFamily.SemaphoreSlim)]
    [InlineData(LockFamily.ReaderWriterLockSlim)]
    [InlineData(LockFamily.Mutex)]
    [InlineData(LockFamily.Semaphore)]
    [InlineData(LockFamily.ReaderWriterLock)]
    internal void Framework_has_nothing_that_locks_and_has_no_row(LockFamily family)
    {
        var rows = LockCatalogue.Rows.Where(row => row.Family == family).ToList();

        var missing = Candidates(family)
            .Where(member => Locking().IsMatch(member.Name) && !rows.Any(row => row.Method == member.Name && (row.Parameters is null || row.Parameters == Parameters(member))))
            .Select(member => $"{family}.{member.Name}{(member is MethodInfo ? $"({Parameters(member)})" : string.Empty)}")
            .Where(name => !NotLocks.ContainsKey(name) && !NotLocks.ContainsKey(name.Split('(')[0]));

        Assert.Empty(missing);
    }

    [Fact]
    public void Families_are_types_of_the_framework() => Assert.All(LockCatalogue.TypeNames, pair => Assert.NotNull(TypeOf(pair.Key)));

    [Fact]
    public void Exemptions_are_needed() => Assert.All(NotLocks.Keys, name =>
    {
        var family = Enum.Parse<LockFamily>(name.Split('.')[0]);
        Assert.Contains(Candidates(family), member => name == $"{family}.{member.Name}" || name == $"{family}.{member.Name}({Parameters(member)})");
    });

    private static Type TypeOf(LockFamily family) =>
        new[] { typeof(Monitor), typeof(ReaderWriterLockSlim), typeof(ReaderWriterLock) }.Select(known => known.Assembly.GetType(LockCatalogue.TypeNames[family])).First(type => type is not null)!;

    private static IEnumerable<MemberInfo> Candidates(LockFamily family)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;
        var type = TypeOf(family);
        return type.GetMethods(Public).Where(method => !method.IsSpecialName && method.DeclaringType != typeof(object)).Cast<MemberInfo>().Concat(type.GetProperties(Public));
    }

    private static string Parameters(MemberInfo member) =>
        member is MethodInfo method ? string.Join(",", method.GetParameters().Select(parameter => parameter.ParameterType.Name.TrimEnd('&'))) : string.Empty;

    [GeneratedRegex("^(Try)?(Enter|Exit|Acquire|Release|Wait(?!ing)|IsEntered|Is.*Held)")]
    private static partial Regex Locking();
}
