using System.Reflection;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Tests.Engine.Symbols;

/// <summary>The table of members that run delegates, against the framework that runs this test.</summary>
public sealed class InvocationRowsTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // Types of the table whose members with delegates have no row on purpose.
    private static readonly Dictionary<string, string> NotSaid = new(StringComparer.Ordinal)
    {
        ["System.Delegate.Combine"] = "Makes a list of them, and runs none.",
        ["System.Delegate.EnumerateInvocationList"] = "As above.",
        ["System.Delegate.Remove"] = "As above.",
        ["System.Delegate.RemoveAll"] = "As above.",
        ["System.Type.GetType"] = "Resolvers: nobody takes a lock in one.",
        ["System.Runtime.CompilerServices.RuntimeHelpers.PrepareDelegate"] = "Compiles it, and does not run it.",
        ["System.Runtime.CompilerServices.RuntimeHelpers.PrepareContractedDelegate"] = "As above.",
        ["System.Security.Principal.WindowsIdentity.RunImpersonatedAsync"] = "Up to its first await, and then elsewhere.",
    };

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, InvocationRows.Checked.Length)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Row_names_a_public_member_and_a_delegate_that_it_gets(int index)
    {
        var row = InvocationRows.Checked[index];
        var members = MembersOf(TypeOf(row)).Where(member => member.Name == row.Member.Name).ToList();

        Assert.True(members.Count > 0, $"{row.Member} names no public member");
        Assert.True(
            row.Callback == InvocationApi.Receiver ? members.Any(member => !member.IsStatic) : members.Any(member => Callbacks(member).Any(name => row.Callback is null || row.Callback == name)),
            $"{row.Member} gets no delegate");
    }

    [Fact]
    public void Rows_speak_once_of_each_delegate() =>
        Assert.Empty(InvocationRows.All.GroupBy(row => (row.Member, row.Callback)).Where(group => group.Count() > 1).Select(group => group.Key.ToString()));

    [Fact]
    public void Types_of_the_table_have_no_delegate_without_a_row()
    {
        var missing = InvocationRows.Checked
            .Select(row => row.Member.Type)
            .Where(type => !type.EndsWith("AsyncEnumerable", StringComparison.Ordinal))
            .Distinct()
            .SelectMany(type => MembersOf(TypeOf(type)).Where(member => !NeedsNoRow(member) && Callbacks(member).Any()).Select(member => $"{type}.{member.Name}"))
            .Distinct()
            .Except(InvocationRows.Checked.Where(row => row.Callback != InvocationApi.Receiver).Select(row => row.Member.ToString()))
            .Except(NotSaid.Keys);

        Assert.Empty(missing);
    }

    private static Type TypeOf(InvocationApi row) => TypeOf(row.Member.Type);

    private static Type TypeOf(string name)
    {
        // Nested types follow a dot here and a plus there.
        var nested = name.LastIndexOf('.') is var dot && name.EndsWith(".Builder", StringComparison.Ordinal) ? $"{name[..dot]}+{name[(dot + 1)..]}" : name;
        return Assemblies().Select(assembly => assembly.GetType(nested)).FirstOrDefault(type => type is not null) ?? throw new InvalidOperationException($"No type {name}");
    }

    private static IEnumerable<Assembly> Assemblies() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) && path.StartsWith(Path.GetDirectoryName(typeof(object).Assembly.Location)!, StringComparison.Ordinal))
            .Select(Load);

    private static Assembly Load(string path) => Assembly.Load(AssemblyName.GetAssemblyName(path));

    // An override is what the row of the overridden method says.
    private static bool NeedsNoRow(MethodBase method) =>
        method is { IsSpecialName: true, IsConstructor: false } || (method is MethodInfo declared && declared.GetBaseDefinition().DeclaringType != declared.DeclaringType);

    private static IEnumerable<MethodBase> MembersOf(Type type) => type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared));

    private static IEnumerable<string> Callbacks(MethodBase method) =>
        method.GetParameters().Where(parameter => typeof(Delegate).IsAssignableFrom(parameter.ParameterType.GetElementType() ?? parameter.ParameterType)).Select(parameter => parameter.Name!);
}
