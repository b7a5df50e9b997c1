using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Tests.Engine.Source;

namespace MmAnalyzers.Tests.Engine.Locks;

/// <summary>Members that surely hold two different objects, whoever's they are.</summary>
public sealed class SoleMembersTests
{
    [Theory]
    [InlineData("readonly Gate _g = new(), _h = new();")]
    [InlineData("readonly Gate _g = new Gate(), _h = new Gate();")]
    [InlineData("readonly Gate _g, _h; public C() { _g = new(); _h = new(); }")]
    [InlineData("readonly Gate _g, _h; public C() { _g = new(); _h = new(); } public C(int many) { this._g = new(); this._h = new(); }")]
    [InlineData("public Gate _g { get; } = new(); public Gate _h { get; } = new();", "P")]
    public void Tells_apart(string members, string kind = "F") => Assert.True(AreTwo(members, kind));

    [Theory]
    [InlineData("one that can change", "Gate _g = new(), _h = new();")]
    [InlineData("one that is set by all", "public Gate _g { get; set; } = new(); public Gate _h { get; } = new();", "P")]
    [InlineData("one that was handed in", "readonly Gate _g = new(), _h; public C(Gate given) => _h = given;")]
    [InlineData("one that is handed in now and then", "readonly Gate _g, _h; public C() { _g = new(); _h = new(); } public C(Gate given) { _g = given; _h = given; }")]
    [InlineData("one made for both", "readonly Gate _g, _h; public C() { _g = _h = new(); }")]
    [InlineData("the other one", "readonly Gate _g = new(), _h; public C() => _h = _g;")]
    [InlineData("one that may be the other", "readonly Gate _g = new(), _h; public C(bool two) => _h = two ? new() : _g;")]
    [InlineData("one from elsewhere", "static Gate Make() => null; readonly Gate _g = new(), _h = Make();")]
    [InlineData("one that somebody else fills", "readonly Gate _g = new(), _h = new(); public C() => Fill(out _h); static void Fill(out Gate gate) => gate = null;")]
    [InlineData("none", "readonly Gate _g = new(), _h;")]
    public void Is_not_sure_of(string what, string members, string kind = "F")
    {
        Assert.NotEmpty(what);
        Assert.False(AreTwo(members, kind));
    }

    [Theory]
    [InlineData("one lock for all", "static readonly object Held = new(); public readonly object _held = Held;")]
    [InlineData("a lock handed in", "public readonly object _held; public Gate() : this(null) { } public Gate(object held) => _held = held;")]
    public void Is_not_sure_of_two_objects_that_may_share_a_lock(string what, string gate)
    {
        Assert.NotEmpty(what);
        Assert.False(AreTwo("readonly Gate _g = new(), _h = new();", "F", gate));
    }

    [Fact]
    public void Is_not_sure_of_values_that_were_copied() => Assert.False(AreTwo("readonly Gate _g = new(), _h = new();", "F", Held + " public Gate() { }", "struct"));

    [Theory]
    [InlineData("F:C.s_g", "F:C.s_h", true)]
    [InlineData("F:C.s_g", "F:C.s_g", false)]
    [InlineData("F:C.s_g", "F:C.s_shared", false)]
    [InlineData("F:C.s_g", "F:C.missing", false)]
    [InlineData("F:C.s_g", "typeof:T:C", false)]
    public void Knows_statics(string one, string other, bool expected) => Assert.Equal(
        expected,
        Of("static readonly Gate s_g = new(), s_h = new(), s_shared = s_g;").AreTwo(AccessPath.Static(one).Then("F:Gate._held"), AccessPath.Static(other).Then("F:Gate._held")));

    [Fact]
    public void One_member_of_two_owners_may_be_one_object() =>
        Assert.False(Of("readonly Gate _g = new();").AreTwo(AccessPath.This().Then("F:C._g").Then("F:Gate._held"), AccessPath.Parameter(0).Then("F:C._g").Then("F:Gate._held")));

    [Fact]
    public void A_path_that_ends_early_tells_nothing() =>
        Assert.False(Of("readonly Gate _g = new();").AreTwo(AccessPath.This().Then("F:Gate._held"), AccessPath.This().Then("F:C._g").Then("F:Gate._held")));

    private const string Held = "public readonly object _held = new();";

    private static bool AreTwo(string members, string kind, string gate = Held, string gateKind = "class")
    {
        var sole = Of(members, gate, gateKind);
        var (one, other) = (AccessPath.This().Then(kind + ":C._g").Then("F:Gate._held"), AccessPath.Parameter(0).Then(kind + ":C._h").Then("F:Gate._held"));
        Assert.Equal(sole.AreTwo(one, other), sole.AreTwo(other, one));
        return sole.AreTwo(one, other);
    }

    private static SoleMembers Of(string members, string gate = Held, string gateKind = "class") =>
        new(Compiled.Library("app", $"public {gateKind} Gate {{ {gate} }} public class C {{ {members} }}"));
}
