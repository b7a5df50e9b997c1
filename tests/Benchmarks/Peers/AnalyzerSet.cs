using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MmAnalyzers.Benchmarks.Peers;

/// <summary>Analyzers that are measured together.</summary>
/// <param name="Name">What tables and figures call them.</param>
/// <param name="Create">Makes new ones. A build starts with nothing remembered, so each measured build gets its own; an editor keeps one set.</param>
internal sealed record AnalyzerSet(string Name, Func<ImmutableArray<DiagnosticAnalyzer>> Create)
{
    public const string FloorName = "floor";
    public const string OursName = "ours";
    public const string ThreadingName = "VS.Threading";
    public const string SonarName = "Sonar";

    /// <summary>What the driver costs when analyzers do nothing.</summary>
    public static AnalyzerSet Floor { get; } = new(FloorName, () => [new FloorAnalyzer()]);

    /// <summary>Every rule of this repository.</summary>
    public static AnalyzerSet Ours { get; } = new(OursName, () => [new LockAnalyzer()]);
}
