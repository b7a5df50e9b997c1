namespace MmAnalyzers.Tests.Constructs;

/// <summary>Methods of the framework that run a delegate before they return.</summary>
internal static class CallbackApis
{
    private const string TakeB = "private bool TakeB(int at) { lock (_b) { _n += at; return true; } } private readonly List<int> _list = [1, 2];";

    public static IReadOnlyList<Construct> All { get; } =
    [
        new("List.ForEach", "_list.ForEach(one => { lock (_b) { _n += one; } });", TakeB),
        new("List.RemoveAll", "_list.RemoveAll(one => TakeB(one));", TakeB),
        new("List.Find with a method group", "_ = _list.Exists(TakeB);", TakeB),
        new("Array.ForEach", "Array.ForEach(new[] { 1 }, one => TakeB(one));", TakeB),
        new("Enumerable.Any", "_ = _list.Any(TakeB);", TakeB),
        new("Enumerable.First", "_ = _list.First(one => TakeB(one));", TakeB),
        new("Enumerable.ToDictionary", "_ = _list.ToDictionary(one => TakeB(one));", TakeB),
        new("Enumerable.Sum", "_n = _list.Sum(one => { lock (_b) { return one; } });", TakeB),
        new("Select and then ToList", "_ = _list.Select(TakeB).ToList();", TakeB),
        new("foreach over a Where", "foreach (var one in _list.Where(TakeB)) { _n += one; }", TakeB),
        new("query expression and then ToArray", "_ = (from one in _list where TakeB(one) select one).ToArray();", TakeB),
        new("Parallel.For", "Parallel.For(0, 3, at => { TakeB(at); });", TakeB),
        new("Parallel.ForEach", "Parallel.ForEach(_list, at => { TakeB(at); });", TakeB),
        new("Parallel.Invoke", "Parallel.Invoke(() => { TakeB(1); }, () => { });", TakeB),
        new("Lazy.Value", "_n = _lazy.Value;", "private readonly Lazy<int> _lazy; public Sample() { _lazy = new(() => { lock (_b) { return 1; } }); }"),
        new("ConcurrentDictionary.GetOrAdd", "_ = _all.GetOrAdd(1, TakeB);", TakeB + " private readonly System.Collections.Concurrent.ConcurrentDictionary<int, bool> _all = new();"),
        new("ConcurrentDictionary.AddOrUpdate", "_ = _all.AddOrUpdate(1, key => true, (key, old) => TakeB(key));", TakeB + " private readonly System.Collections.Concurrent.ConcurrentDictionary<int, bool> _all = new();"),
        new("LazyInitializer.EnsureInitialized", "_ = LazyInitializer.EnsureInitialized(ref _box, () => { lock (_b) { return new object(); } });", "private object? _box;"),
        new("List.Sort with a comparison", "_list.Sort((x, y) => { lock (_b) { return x - y; } });", TakeB),
    ];
}
