using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Source;
using MmAnalyzers.Engine.Summaries;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Engine.Summaries;

/// <summary>Summaries of members as short text.</summary>
internal static class Probe
{
    /// <summary>A fresh engine over sources.</summary>
    public static ProgramAnalysis Engine(params string[] sources) => Engine(new AnalysisInput(sources).Compile());

    /// <summary>A fresh engine over a compilation.</summary>
    public static ProgramAnalysis Engine(Compilation compilation) => new(compilation, ProgramIndex.Of(compilation, TreeIndex.Of, CancellationToken.None), Budgets.Default);

    /// <summary>The first method of this name.</summary>
    public static IMethodSymbol Method(Compilation compilation, string type, string name) =>
        compilation.GetTypeByMetadataName(type)!.GetMembers(name).OfType<IMethodSymbol>().First();

    /// <summary>The summary of a member, as <see cref="Show(MethodSummary)"/> tells it.</summary>
    public static string Summary(this ProgramAnalysis program, string type, string name) =>
        Show(program.Summaries.Of(Method(program.Binder.Compilation, type, name), CancellationToken.None));

    /// <summary>
    /// Events in order, as <c>lock</c>, <c>lock[held within]</c>, <c>lock(-dropped)</c>, <c>lock{0=true}</c>; then the net effect as <c>+lock</c>, <c>-lock</c>,
    /// <c>?lock</c>, with both outcomes as <c>true: … false: …</c>. Ids of members without their type.
    /// </summary>
    public static string Show(MethodSummary summary)
    {
        var events = summary.Events.Select(Show);
        var net = summary.Net;
        var changes = net.DependsOnResult ? $"true:{Show(net.WhenTrue)} false:{Show(net.WhenFalse)}" : Show(net.WhenTrue).TrimStart();
        return string.Join(" ", events.Append(changes).Concat(net.Uncertain.Select(uncertain => "?" + Short(uncertain.Path.ToString()))).Where(part => part.Length > 0));
    }

    private static string Show(LockEvent happened) =>
        Short(happened.Lock.Path.ToString())
        + string.Concat(happened.Within.Select(held => $"[{Short(held.Lock.Path.ToString())}]"))
        + string.Concat(happened.Dropped.Select(dropped => $"(-{Short(dropped.Path.ToString())})"))
        + string.Concat(happened.Requires.Select(need => $"{{{need.Key}={(need.Value ? "true" : "false")}}}"));

    private static string Show(LockChange change) =>
        string.Concat(change.Acquired.Select(entry => " +" + Short(entry.Lock.Path.ToString())).Concat(change.Released.Select(entry => " -" + Short(entry.Lock.Path.ToString()))));

    private static string Short(string path) => string.Join(".", path.Split('.').Select(part => part[(part.LastIndexOf(':') + 1)..]).Where(part => part != "C"));
}
