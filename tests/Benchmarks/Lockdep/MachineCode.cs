namespace MmAnalyzers.Benchmarks.Lockdep;

/// <summary>The machine code of locks and of code that takes them, as the compiler lists it.</summary>
internal static class MachineCode
{
    private static readonly string[] Mentions = ["MmRuntime.Lockdep.", "SimTask:AdoptThread", "ValidatedLock:AcquireSlowly", "ValidatedLock:ReleaseSlowly"];

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
                child.Run("nest4_lock_guards", 1);
                child.Run("nest4_spin_guards", 1);
                child.Run("mix", 1);
                child.Run("mix_guards", 1);
            }

            var lines = File.ReadAllLines(listing);
            methods = lines.Count(line => line.StartsWith("; Assembly listing", StringComparison.Ordinal));
            return lines.Count(line => line.Contains("call", StringComparison.Ordinal)
                && Array.Exists(Mentions, mention => line.Contains(mention, StringComparison.Ordinal)));
        }
        finally
        {
            File.Delete(listing);
        }
    }
}
