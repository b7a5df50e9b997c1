using System.Collections.Immutable;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>Every framework member that is known to run delegates: data, checked against the framework by a test.</summary>
internal static class InvocationRows
{
    private const CallbackTiming Now = CallbackTiming.Now;
    private const CallbackTiming NowElsewhere = CallbackTiming.NowElsewhere;
    private const CallbackTiming OnUse = CallbackTiming.OnUse;
    private const CallbackTiming Later = CallbackTiming.Later;

    private const string ListMethods = "ConvertAll Exists Find FindAll FindIndex FindLast FindLastIndex ForEach RemoveAll Sort TrueForAll";
    private const string DeferredOperators = "GroupBy GroupJoin Join OrderBy OrderByDescending Select SelectMany SkipWhile TakeWhile ThenBy ThenByDescending Where Zip";

    /// <summary>The rows of types that every current framework has.</summary>
    public static ImmutableArray<InvocationApi> Checked { get; } = ImmutableArray.CreateRange(
        Collections().Concat(Linq()).Concat(Factories()).Concat(Text()).Concat(Tasks()).Concat(Threads()).Concat(Notifications()).Concat(Kept()));

    /// <summary>The rows of libraries that not every machine has: nothing here can be checked where the tests run.</summary>
    public static ImmutableArray<InvocationApi> Unchecked { get; } = ImmutableArray.CreateRange(UserInterfaces().Concat(Extensions()));

    /// <summary>All rows.</summary>
    public static ImmutableArray<InvocationApi> All { get; } = Checked.AddRange(Unchecked);

    private static IEnumerable<InvocationApi> Collections() =>
    [
        .. Rows("System.Array", Now, "ConvertAll Exists Find FindAll FindIndex FindLast FindLastIndex ForEach Sort TrueForAll"),
        .. Rows("System.Collections.Generic.List`1", Now, ListMethods),
        .. Rows("System.Collections.Generic.HashSet`1", Now, "RemoveWhere"),
        .. Rows("System.Collections.Generic.SortedSet`1", Now, "RemoveWhere"),
        .. Rows("System.Collections.Immutable.ImmutableList`1", Now, ListMethods),
        .. Rows("System.Collections.Immutable.ImmutableList`1.Builder", Now, ListMethods),
        .. Rows("System.Collections.Immutable.IImmutableList`1", Now, "RemoveAll"),
        .. Rows("System.Collections.Immutable.ImmutableArray", Now, "CreateRange"),
        .. Rows("System.Collections.Immutable.ImmutableArray`1", Now, "RemoveAll Sort"),
        .. Rows("System.Collections.Immutable.ImmutableArray`1.Builder", Now, "RemoveAll Sort"),
        .. Rows("System.Collections.Immutable.ImmutableDictionary", Now, "ToImmutableDictionary"),
        .. Rows("System.Collections.Immutable.ImmutableSortedDictionary", Now, "ToImmutableSortedDictionary"),
        .. Rows("System.Collections.Frozen.FrozenDictionary", Now, "ToFrozenDictionary"),
        .. Rows("System.Collections.Generic.Comparer`1", OnUse, "Create"),
        .. Rows("System.Collections.Generic.EqualityComparer`1", OnUse, "Create"),
        .. Rows("System.MemoryExtensions", Now, "Sort"),
        .. Rows("System.AggregateException", Now, "Handle"),
        .. Rows("System.Text.Json.Nodes.JsonArray", Now, "RemoveAll"),
    ];

    private static IEnumerable<InvocationApi> Linq() =>
    [
        .. Rows(
            "System.Linq.Enumerable",
            Now,
            "Aggregate All Any Average Count First FirstOrDefault Last LastOrDefault LongCount Max MaxBy Min MinBy Single SingleOrDefault Sum ToDictionary ToLookup"),
        .. Rows(
            "System.Linq.Enumerable",
            OnUse,
            DeferredOperators + " AggregateBy CountBy DistinctBy ExceptBy IntersectBy LeftJoin RightJoin UnionBy"),
        .. Rows(
            "System.Linq.ImmutableArrayExtensions",
            Now,
            "Aggregate All Any First FirstOrDefault Last LastOrDefault SequenceEqual Single SingleOrDefault ToDictionary"),
        .. Rows("System.Linq.ImmutableArrayExtensions", OnUse, "Select SelectMany Where"),
        .. Rows(
            "System.Linq.ParallelEnumerable",
            NowElsewhere,
            "Aggregate All Any Average Count First FirstOrDefault ForAll Last LastOrDefault LongCount Max Min Single SingleOrDefault Sum ToDictionary ToLookup"),

        // What enumerates such a query runs it on many threads.
        .. Rows("System.Linq.ParallelEnumerable", Later, DeferredOperators),
        .. Rows(
            "System.Linq.AsyncEnumerable",
            OnUse,
            DeferredOperators + " AggregateBy CountBy DistinctBy ExceptBy IntersectBy LeftJoin RightJoin UnionBy"),
    ];

    private static IEnumerable<InvocationApi> Factories() =>
    [
        .. Rows("System.Collections.Concurrent.ConcurrentDictionary`2", Now, "AddOrUpdate GetOrAdd"),
        .. Rows("System.Collections.Immutable.ImmutableInterlocked", Now, "AddOrUpdate GetOrAdd Update"),
        .. Rows("System.Runtime.CompilerServices.ConditionalWeakTable`2", Now, "GetOrAdd GetValue"),
        .. Rows("System.Threading.LazyInitializer", Now, "EnsureInitialized"),
        .. Rows("System.Lazy`1", OnUse, ".ctor"),
        .. Rows("System.Lazy`2", OnUse, ".ctor"),
        .. Rows("System.Threading.ThreadLocal`1", OnUse, ".ctor"),
    ];

    private static IEnumerable<InvocationApi> Text() =>
    [
        .. Rows("System.String", Now, "Create"),
        .. Rows("System.Text.RegularExpressions.Regex", Now, "Replace"),
        .. Rows("System.Security.Claims.ClaimsIdentity", Now, "FindAll FindFirst HasClaim"),
        .. Rows("System.Security.Claims.ClaimsPrincipal", Now, "FindAll FindFirst HasClaim"),
        .. Rows("System.Type", Now, "FindInterfaces FindMembers"),
    ];

    private static IEnumerable<InvocationApi> Tasks() =>
    [
        .. Rows("System.Threading.Tasks.Parallel", NowElsewhere, "For ForEach Invoke"),
        .. Rows("System.Threading.Tasks.Parallel", Later, "ForAsync ForEachAsync"),
        .. Rows("System.Threading.Tasks.Task", Later, ".ctor ContinueWith Run"),
        .. Rows("System.Threading.Tasks.Task`1", Later, ".ctor ContinueWith"),
        .. Rows("System.Threading.Tasks.TaskFactory", Later, "ContinueWhenAll ContinueWhenAny StartNew"),
        .. Rows("System.Threading.Tasks.TaskFactory`1", Later, "ContinueWhenAll ContinueWhenAny StartNew"),
        .. FromAsync("System.Threading.Tasks.TaskFactory"),
        .. FromAsync("System.Threading.Tasks.TaskFactory`1"),
    ];

    private static IEnumerable<InvocationApi> FromAsync(string factory) =>
    [
        new(new(factory, "FromAsync"), "beginMethod", Now),
        new(new(factory, "FromAsync"), "endMethod", Later),
    ];

    private static IEnumerable<InvocationApi> Threads() =>
    [
        .. Rows("System.Threading.Thread", Later, ".ctor"),
        .. Rows("System.Threading.Timer", Later, ".ctor"),
        .. Rows("System.TimeProvider", Later, "CreateTimer"),
        .. Rows(
            "System.Threading.ThreadPool",
            Later,
            "QueueUserWorkItem UnsafeQueueUserWorkItem RegisterWaitForSingleObject UnsafeRegisterWaitForSingleObject"),
        .. Rows("System.Threading.SynchronizationContext", Later, "Post"),

        // The base class runs it at once; contexts that own a thread run it there.
        .. Rows("System.Threading.SynchronizationContext", NowElsewhere, "Send"),
        .. Rows("System.Threading.ExecutionContext", Now, "Run"),
        .. Rows("System.Threading.SpinWait", Now, "SpinUntil"),
        .. Rows("System.Threading.Barrier", OnUse, ".ctor"),
        .. Rows("System.Runtime.CompilerServices.RuntimeHelpers", Now, "ExecuteCodeWithGuaranteedCleanup"),
        .. Rows("System.Security.Principal.WindowsIdentity", Now, "RunImpersonated"),
        .. Rows("System.IO.Pipelines.PipeScheduler", Later, "Schedule"),
    ];

    private static IEnumerable<InvocationApi> Notifications() =>
    [
        // On a token that is cancelled already it runs at once: rare, and not to be told from the call.
        .. Rows("System.Threading.CancellationToken", Later, "Register UnsafeRegister"),
        .. Rows("System.Threading.AsyncLocal`1", Later, ".ctor"),
        .. Rows("System.Progress`1", Later, ".ctor"),
        .. Rows("System.Threading.Channels.Channel", Later, "CreateBounded"),
        .. Rows("System.Runtime.InteropServices.PosixSignalRegistration", Later, "Create"),
        .. Rows("System.Diagnostics.DiagnosticListener", Later, "Subscribe"),
        .. Rows("System.Diagnostics.Metrics.Meter", Later, "CreateObservableCounter CreateObservableGauge CreateObservableUpDownCounter"),
        .. Rows("System.Diagnostics.Metrics.MeterListener", Later, "SetMeasurementEventCallback"),
        .. Rows("System.Diagnostics.Tracing.PollingCounter", Later, ".ctor"),
        .. Rows("System.Diagnostics.Tracing.IncrementingPollingCounter", Later, ".ctor"),
        .. Rows("System.Threading.Tasks.Dataflow.ActionBlock`1", Later, ".ctor"),
        .. Rows("System.Threading.Tasks.Dataflow.TransformBlock`2", Later, ".ctor"),
        .. Rows("System.Threading.Tasks.Dataflow.TransformManyBlock`2", Later, ".ctor"),
        .. Rows("System.Threading.Tasks.Dataflow.TransformBlock`2", Now, "TryReceive"),
        .. Rows("System.Threading.Tasks.Dataflow.TransformManyBlock`2", Now, "TryReceive"),
        .. Rows("System.Net.Security.SslStream", Later, ".ctor AuthenticateAsServerAsync BeginAuthenticateAsClient BeginAuthenticateAsServer"),
        .. Rows("System.IO.Stream", Later, "BeginRead BeginWrite"),
        .. Rows(
            "System.Net.Sockets.Socket",
            Later,
            "BeginAccept BeginConnect BeginDisconnect BeginReceive BeginReceiveFrom BeginReceiveMessageFrom BeginSend BeginSendFile BeginSendTo"),
    ];

    // Delegates that an object was made with, or was given before.
    private static IEnumerable<InvocationApi> Kept() =>
    [
        .. Rows("System.Lazy`1", Now, "get_Value", InvocationApi.Receiver),
        .. Rows("System.Threading.ThreadLocal`1", Now, "get_Value", InvocationApi.Receiver),
        .. Rows("System.Threading.CancellationTokenSource", Now, "Cancel", InvocationApi.Receiver),
        .. Rows("System.Threading.CancellationTokenSource", Later, "CancelAfter CancelAsync", InvocationApi.Receiver),
        .. Rows("System.Threading.Tasks.Task", Now, "RunSynchronously", InvocationApi.Receiver),
        .. Rows("System.Threading.Tasks.Task", Later, "Start", InvocationApi.Receiver),
        .. Rows("System.Threading.Thread", Later, "Start UnsafeStart", InvocationApi.Receiver),
        .. Rows("System.Threading.Barrier", NowElsewhere, "SignalAndWait", InvocationApi.Receiver),
        .. Rows("System.Delegate", Now, "DynamicInvoke", InvocationApi.Receiver),
    ];

    private static IEnumerable<InvocationApi> UserInterfaces() =>
    [
        .. Rows("System.Windows.Threading.Dispatcher", NowElsewhere, "Invoke"),
        .. Rows("System.Windows.Threading.Dispatcher", Later, "BeginInvoke InvokeAsync"),
        .. Rows("System.Windows.Threading.DispatcherTimer", Later, ".ctor"),
        .. Rows("System.Windows.Forms.Control", NowElsewhere, "Invoke"),
        .. Rows("System.Windows.Forms.Control", Later, "BeginInvoke InvokeAsync"),
    ];

    private static IEnumerable<InvocationApi> Extensions() =>
    [
        .. Rows("Microsoft.Extensions.Caching.Memory.CacheExtensions", Now, "GetOrCreate"),
        .. Rows("Microsoft.Extensions.Primitives.ChangeToken", Later, "OnChange"),
    ];

    private static IEnumerable<InvocationApi> Rows(string type, CallbackTiming when, string methods, string? callback = null) =>
        methods.Split(' ').Select(method => new InvocationApi(new(type, method), callback, when));
}
