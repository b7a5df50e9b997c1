using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Engine.Locks;

/// <summary>Semaphores in collections are locks if all that is put into the collection starts with one permit.</summary>
public sealed class ElementValuesTests
{
    [Theory]
    [InlineData("ConcurrentDictionary<string, SemaphoreSlim> _locks = new();", "_locks.GetOrAdd(key, _ => new SemaphoreSlim(1, 1))")]
    [InlineData("ConcurrentDictionary<string, SemaphoreSlim> _locks = new();", "_locks.GetOrAdd(key, static _ => { return new(1, 1); })")]
    [InlineData("ConcurrentDictionary<string, SemaphoreSlim> _locks = new();", "this._locks.GetOrAdd(key, new SemaphoreSlim(1, 1))")]
    [InlineData("Dictionary<string, SemaphoreSlim> _locks = new(); public void Add(string key) { _locks.Add(key, new SemaphoreSlim(1)); _locks[key + 1] = new(1); }", "_locks[key]")]
    [InlineData("Dictionary<string, SemaphoreSlim> _locks = new() { [\"a\"] = new SemaphoreSlim(1, 1) };", "_locks[key]")]
    [InlineData("SemaphoreSlim[] _locks = { new(1, 1), new(1, 1) };", "_locks[0]")]
    [InlineData("SemaphoreSlim[] _locks = [new(1, 1), new(1, 1)];", "_locks[0]")]
    [InlineData("SemaphoreSlim[] _locks = Enumerable.Range(0, 8).Select(_ => new SemaphoreSlim(1, 1)).ToArray();", "_locks[0]")]
    public Task Are_locks(string field, string lookup) => Verify.Rule<MM1003SelfDeadlock>(Frame(field, lookup, "{|MM1003:turn.Wait|}()"));

    [Theory]
    [InlineData("ConcurrentDictionary<string, SemaphoreSlim> _locks = new();", "_locks.GetOrAdd(key, _ => new SemaphoreSlim(4, 4))")]
    [InlineData("ConcurrentDictionary<string, SemaphoreSlim> _locks = new();", "_locks.GetOrAdd(key, _ => new SemaphoreSlim(0, 1))")]
    [InlineData("ConcurrentDictionary<string, SemaphoreSlim> _locks = new(); static SemaphoreSlim Make(string key) => new(1, 1);", "_locks.GetOrAdd(key, Make)")]
    [InlineData("ConcurrentDictionary<string, SemaphoreSlim> _locks = new(); public void Add(SemaphoreSlim given) => _locks.TryAdd(\"a\", given);", "_locks.GetOrAdd(key, _ => new SemaphoreSlim(1, 1))")]
    [InlineData("ConcurrentDictionary<string, SemaphoreSlim> _locks = new(); public void Add() => _locks[\"a\"] = new(2);", "_locks.GetOrAdd(key, _ => new SemaphoreSlim(1, 1))")]
    [InlineData("Dictionary<string, SemaphoreSlim> _locks = new();", "_locks[key]")]
    [InlineData("SemaphoreSlim[] _locks = new SemaphoreSlim[8];", "_locks[0]")]
    [InlineData("SemaphoreSlim[] _locks = [new(1, 1), new(2, 2)];", "_locks[0]")]
    public Task Are_not_known_to_be_locks(string field, string lookup) => Verify.Rule<MM1003SelfDeadlock>(Frame(field, lookup, "turn.Wait()"));

    private static string Frame(string field, string lookup, string second) => $$"""
        using System.Collections.Concurrent;
        class Shop
        {
            readonly {{field}}
            public void Run(string key) { var turn = {{lookup}}; turn.Wait(); {{second}}; turn.Release(); turn.Release(); }
        }
        """;
}
