namespace MmRuntime.Lockdep;

/// <summary>Writes each report and lets the program go on.</summary>
/// <param name="writer">Where to; used by one thread at a time.</param>
public sealed class LogSink(TextWriter writer) : ILockdepSink
{
    private readonly TextWriter _writer = TextWriter.Synchronized(writer);

    /// <inheritdoc/>
    public void Report(LockdepReport report) => _writer.WriteLine(report.Text);
}
