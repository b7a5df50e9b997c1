namespace MmAnalyzers.Benchmarks.Lockdep;

/// <summary>The machine code of locks and of code that takes them, as the compiler lists it.</summary>
internal static class MachineCode
{
    /// <summary>How many instructions name the validator or ask for the running task. With validation off there must be none.</summary>
    /// <param name="isOn">Whether to look at a process that validates.</param>
    /// <param name="methods">How many methods were looked at.</param>
    public static int CountMentions(bool isOn, out int methods)
    {
        var listing = Path.GetTempFileName();
        try
        {
            using (var child = new MeasuredChild(isOn, listing))
            {
                child.Run("nest4_lock", 1);
                child.Run("nest4_spin", 1);
                child.Run("mix", 1);
            }

            var lines = File.ReadAllLines(listing);
            methods = lines.Count(line => line.StartsWith("; Assembly listing", StringComparison.Ordinal));
            return lines.Count(line => line.Contains("call", StringComparison.Ordinal)
                && (line.Contains("MmRuntime.Lockdep.", StringComparison.Ordinal) || line.Contains("SimTask:AdoptThread", StringComparison.Ordinal)));
        }
        finally
        {
            File.Delete(listing);
        }
    }
}
