using System.Reflection;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Engine.Locks;

/// <summary>One lock for each key, whatever way it is looked up.</summary>
public sealed class KeyedLookupsTests
{
    [Fact]
    public void Every_row_is_a_method_of_the_framework_with_the_key_first()
    {
        Assert.All(KeyedLookups.Rows, row =>
        {
            var type = typeof(object).Assembly.GetType(row.Type) ?? Assembly.Load("System.Collections.Concurrent").GetType(row.Type, throwOnError: true)!;
            var overloads = type.GetMethods().Where(method => method.Name == row.Method).ToList();
            Assert.NotEmpty(overloads);
            Assert.All(overloads, method => Assert.Equal(type.GetGenericArguments()[0], method.GetParameters()[0].ParameterType));
            Assert.All(overloads, method => Assert.Equal(type.GetGenericArguments()[1], method.ReturnType));
        });
    }

    [Theory]
    [InlineData("ConcurrentDictionary<string, object> _locks = new();", "_locks.GetOrAdd(key, _ => new object())")]
    [InlineData("ConcurrentDictionary<string, object> _locks = new();", "_locks.GetOrAdd(key, static (_, given) => given, new object())")]
    [InlineData("ConcurrentDictionary<string, object> _locks = new();", "_locks[key]")]
    [InlineData("ConditionalWeakTable<string, object> _locks = new();", "_locks.GetOrCreateValue(key)")]
    [InlineData("ConditionalWeakTable<string, object> _locks = new();", "_locks.GetValue(key, _ => new object())")]
    public Task Opposite_orders_with_a_keyed_lock_are_found(string field, string lookup) => Verify.Rule<MM1002LockOrderCycle>($$"""
        using System.Runtime.CompilerServices;
        using System.Collections.Concurrent;
        class Shop
        {
            readonly {{field}}
            readonly object _all = new();
            public void Forth(string key) { lock (_all) { lock ({|MM1002:{{lookup}}|}) { } } }
            public void Back(string key) { lock ({{lookup}}) { lock (_all) { } } }
        }
        """);

    [Fact]
    public Task A_local_dictionary_is_nobody_elses() => Verify.Rule<MM1002LockOrderCycle>("""
        using System.Collections.Concurrent;
        class Shop
        {
            readonly object _all = new();
            public void Forth(string key) { var locks = new ConcurrentDictionary<string, object>(); lock (_all) { lock (locks.GetOrAdd(key, _ => new object())) { } } }
            public void Back(string key) { var locks = new ConcurrentDictionary<string, object>(); lock (locks.GetOrAdd(key, _ => new object())) { lock (_all) { } } }
        }
        """);

    [Fact]
    public Task The_same_key_is_the_same_lock() => Verify.AllRules("""
        using System.Collections.Concurrent;
        class Shop
        {
            readonly ConcurrentDictionary<string, object> _locks = new();
            public void Run(string key) { lock (_locks.GetOrAdd(key, _ => new object())) { lock (_locks.GetOrAdd(key, _ => new object())) { } } }
        }
        """);
}
