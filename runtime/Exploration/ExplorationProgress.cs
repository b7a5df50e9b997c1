using System.Globalization;

namespace MmRuntime.Exploration;

/// <summary>How far an exploration has come.</summary>
/// <param name="Executions">Executions so far.</param>
/// <param name="Steps">Steps of all of them.</param>
/// <param name="Failures">Executions that failed.</param>
/// <param name="Elapsed">Time so far.</param>
public sealed record ExplorationProgress(int Executions, long Steps, int Failures, TimeSpan Elapsed)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Executions} executions, {Steps} steps, {Failures} failed, {Elapsed.TotalSeconds:F1} s");
}
