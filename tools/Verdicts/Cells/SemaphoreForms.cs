namespace MmAnalyzers.Verdicts.Cells;

/// <summary>The forms of semaphores that let one in.</summary>
internal static class SemaphoreForms
{
    private const string Field = "{m} readonly SemaphoreSlim {0} = new(1, 1);";
    private const string Attempt = "{0}.Wait(0)";
    private const string Release = "{0}.Release();";

    public static IReadOnlyList<Primitive> All { get; } =
    [
        Primitives.Explicit("SemaphoreSlim.Wait", Field, "{0}.Wait();", Release, Attempt),
        Primitives.Explicit("SemaphoreSlim without maximum", "{m} readonly SemaphoreSlim {0} = new(1);", "{0}.Wait();", Release, Attempt),
        Primitives.Explicit("SemaphoreSlim.WaitAsync", Field, "await {0}.WaitAsync();", Release, Attempt) with
        {
            IsAsync = true,
            Try = Brackets.If("await {0}.WaitAsync(0)", Release),
        },
        Primitives.Tried("SemaphoreSlim.Wait with timeout", Field, "{0}.Wait(20)", Release, Attempt),
        Primitives.Explicit("Semaphore", "{m} readonly Semaphore {0} = new(1, 1);", "{0}.WaitOne();", Release, "{0}.WaitOne(0)"),
    ];
}
