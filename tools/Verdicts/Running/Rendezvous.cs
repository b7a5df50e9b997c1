using System.Diagnostics.CodeAnalysis;

namespace MmAnalyzers.Verdicts.Running;

/// <summary>What the text of a cell calls around each acquisition when it is run.</summary>
[SuppressMessage("Maintainability", "CA1515", Justification = "Programs that are compiled at run time call it.")]
public static class Rendezvous
{
    private static readonly AsyncLocal<Worker?> Worker = new();

    /// <summary>The thread is about to acquire a lock.</summary>
    public static void Wants(string name) => Worker.Value?.Wants(name);

    /// <summary>The thread has acquired a lock; it goes on when it is told to.</summary>
    public static void Has(string name) => Worker.Value?.Has(name);

    /// <summary>The thread is about to release a lock.</summary>
    public static void Gives(string name) => Worker.Value?.Gives(name);

    /// <summary>Takes a spinning lock if it is free.</summary>
    public static bool Tried(ref SpinLock one)
    {
        var taken = false;
        one.TryEnter(ref taken);
        return taken;
    }

    /// <summary>Takes the write lock if it is free.</summary>
    public static bool Tried(ReaderWriterLock one)
    {
        try
        {
            one.AcquireWriterLock(0);
            return true;
        }
        catch (ApplicationException)
        {
            // The old lock says so with an exception.
            return false;
        }
    }

    /// <summary>Says which worker the calling thread, and whatever it awaits, belongs to.</summary>
    internal static void Enlist(Worker worker) => Worker.Value = worker;
}
